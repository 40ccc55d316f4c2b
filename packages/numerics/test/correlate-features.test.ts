import { featureMatrix } from '@ventral/arrays';
import { correlateFeatures, createMatrix, pearson } from '@ventral/numerics';
import { expect, it } from 'vitest';

const stimulusIds = Array.from({ length: 7 }, (_, row) => `s${row}`);
const columnOf = (values: ArrayLike<number>, columns: number, column: number) =>
  Array.from({ length: 7 }, (_, row) => values[row * columns + column] as number);
const values = Float64Array.from({ length: 7 * 5 }, (_, cell) =>
  cell % 5 === 3 ? 0.1 : 1e3 + Math.sin(cell * cell),
);
const targets = createMatrix(
  [7, 3],
  Float64Array.from({ length: 21 }, (_, cell) => Math.cos(cell)),
);

it.each([2 ** 26, 7 * 8 * 2])(
  'correlates each feature with each target, %i bytes a time',
  async (blockBytes) => {
    const all: Float64Array[] = [];
    const events: string[] = [];
    const onProgress = (done: number, total: number) => events.push(`${done}/${total}`);
    const features = featureMatrix(values, stimulusIds);
    for await (const one of correlateFeatures(features, targets, { blockBytes, onProgress })) {
      all.push(one);
    }
    expect(all).toHaveLength(5);
    for (const [feature, correlations] of all.entries()) {
      expect(correlations).toHaveLength(3);
      for (const [target, r] of correlations.entries()) {
        const expected = pearson(columnOf(values, 5, feature), columnOf(targets.values, 3, target));
        if (feature === 3) expect(r).toBeNaN();
        else expect(r).toBeCloseTo(expected, 12);
      }
    }
    expect(events.at(-1)).toBe('5/5');
  },
);

it('is NaN for a target that does not vary', async () => {
  const same = createMatrix([7, 1], new Float64Array(7).fill(0.3));
  for await (const [r] of correlateFeatures(featureMatrix(values, stimulusIds), same)) {
    expect(r).toBeNaN();
  }
});
