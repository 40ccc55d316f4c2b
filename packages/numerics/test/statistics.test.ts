import {
  averageRanks,
  createMatrix,
  mean,
  median,
  pearson,
  pearsonColumns,
  sortedUnique,
  spearman,
  spearmanBrown,
  standardError,
  summarizeSplits,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

// Expected values were computed with scipy 1.10.1 (pearsonr, spearmanr, rankdata).
const x = [
  [1.691, -0.466, 1 / 3, 0.408],
  [-0.789, 0.002, 1 / 3, -1.755],
  [1.018, 0.6, 1 / 3, -0.172],
  [0.505, -0.261, 1 / 3, -1.453],
  [0.555, 0.124, 1 / 3, -1.527],
  [1.651, 0.154, 1 / 3, 2.029],
  [-0.045, -1.451, 1 / 3, -2.288],
  [1.049, -0.416, 1 / 3, 1.072],
  [-1.651, 0.535, 1 / 3, -0.662],
].flat();
const y = [
  [999.641, 1001.229, 1001.783, 999.875],
  [1000.446, 999.821, 1000.568, 998.37],
  [998.801, 998.497, 1000.071, 1002.162],
  [1000.522, 999.345, 1001.791, 999.511],
  [1000.379, 1000.315, 1000.005, 998.927],
  [999.391, 1000.579, 999.712, 1002.208],
  [999.609, 997.368, 999.698, 1000.556],
  [1000.141, 998.902, 998.435, 999.486],
  [998.874, 999.088, 1000.466, 999.386],
].flat();

const matrix = (rows: number, columns: number, values: readonly number[]) =>
  createMatrix([rows, columns], Float64Array.from(values));

describe('pearsonColumns', () => {
  it('correlates each column, NaN for a constant one', () => {
    const [first, second, constant, fourth] = pearsonColumns(matrix(9, 4, x), matrix(9, 4, y));
    expect(first).toBeCloseTo(0.04888338034664674, 12);
    expect(second).toBeCloseTo(0.3385390041505041, 12);
    expect(constant).toBeNaN();
    expect(fourth).toBeCloseTo(0.5209644612878149, 12);
  });

  it('keeps NaN to the column that holds it', () => {
    const [first, second] = pearsonColumns(
      matrix(3, 2, [1, 1, Number.NaN, 2, 3, 4]),
      matrix(3, 2, [1, 3, 2, 2, 3, 1]),
    );
    expect(first).toBeNaN();
    expect(second).toBeCloseTo(-0.9819805060619657, 12);
  });

  it.each([1e-300, 1e-165, 1e155, 1e300])('correlates numbers about as large as %d', (unit) => {
    const x = [1, 5, 2, 4, 3, 7];
    const y = [3, 1, 4, 1, 5, 9];
    const [scaled, plain] = [x.map((value) => value * unit), pearson(x, y)];
    for (const r of [pearson(scaled, y), pearson(y, scaled), pearson(scaled, x.map(Math.sqrt))]) {
      expect(Math.abs(r)).toBeLessThan(1);
    }
    expect(pearson(scaled, y)).toBeCloseTo(plain, 12);
    expect(
      pearson(
        scaled,
        y.map((value) => value * unit),
      ),
    ).toBeCloseTo(plain, 12);
  });

  it('refuses other sizes and single rows', () => {
    expect(() => pearsonColumns(matrix(9, 4, x), matrix(4, 9, y))).toThrow('9 x 4 and 4 x 9');
    expect(() => pearsonColumns(matrix(1, 1, [1]), matrix(1, 1, [2]))).toThrow('2 values, not 1');
  });
});

describe('pearson', () => {
  it('reaches its ends and is undefined for constants', () => {
    expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 15);
    expect(pearson(Float32Array.of(1, 2, 3), [3, 2, 1])).toBeCloseTo(-1, 15);
    expect(pearson([1, 2, 3], [0.1, 0.1, 0.1])).toBeNaN();
  });

  it('refuses vectors of different lengths', () => {
    expect(() => pearson([1, 2, 3], [1, 2])).toThrow('3 and 2 values');
  });
});

describe('spearman', () => {
  const a = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
  const b = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4];

  it('correlates ranks, ties sharing their average', () => {
    expect([...averageRanks(a)]).toEqual([4.5, 1.5, 6, 1.5, 8, 11, 3, 10, 8, 4.5, 8]);
    expect(spearman(a, b)).toBeCloseTo(0.1384567651467695, 12);
  });

  it('is NaN where a value is NaN or none differ', () => {
    expect(spearman([1, Number.NaN, 3], [1, 2, 3])).toBeNaN();
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
  });
});

describe('spearmanBrown', () => {
  it.each([
    [1, 1],
    [0.5, 2 / 3],
    [0, 0],
    [-0.5, -2],
    [Number.NaN, Number.NaN],
  ])('of %s is %s', (r, reliability) => {
    expect(spearmanBrown(r)).toBe(reliability);
  });
});

describe('summaries', () => {
  it('median skips NaN and averages the middle two', () => {
    expect(median([3, Number.NaN, 1, 10])).toBe(3);
    expect(median([4, 1, Number.NaN, 3, 2])).toBe(2.5);
    expect(median([Number.NaN])).toBeNaN();
  });

  it('mean skips NaN', () => {
    expect(mean([1, Number.NaN, 3])).toBe(2);
    expect(mean([])).toBeNaN();
  });

  it('standard error divides by n twice over', () => {
    expect(standardError([1, 2, 3, 4])).toBeCloseTo(Math.sqrt(1.25) / 2, 15);
    expect(standardError([5])).toBe(0);
  });

  it('of splits are medians over neuroids and means over splits', () => {
    const { value, error, perSplit, perNeuroid } = summarizeSplits([
      Float64Array.of(0.1, 0.2, 0.9, Number.NaN),
      Float64Array.of(0.3, Number.NaN, 0.5, Number.NaN),
    ]);
    expect(perSplit).toEqual([0.2, 0.4]);
    expect(value).toBeCloseTo(0.3, 15);
    expect(error).toBeCloseTo(0.1 / Math.SQRT2, 15);
    expect(perNeuroid).toEqual([0.2, 0.2, 0.7, null]);
  });

  it('sorts by value and keeps each once', () => {
    expect(sortedUnique([10, 9, 10, -1])).toEqual([-1, 9, 10]);
    expect(sortedUnique(['b', 'a10', 'a9', 'b'])).toEqual(['a10', 'a9', 'b']);
  });
});
