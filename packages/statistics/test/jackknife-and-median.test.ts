import { jackknifeError, medianInterval } from '@ventral/statistics';
import { describe, expect, it } from 'vitest';

describe('the jackknife', () => {
  it('gives the standard error of a mean', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const mean = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
    const without = values.map((_, out) => mean(values.filter((_, index) => index !== out)));
    const variance = values.reduce((sum, one) => sum + (one - mean(values)) ** 2, 0) / 7;
    expect(jackknifeError(without)).toBeCloseTo(Math.sqrt(variance / 8), 12);
  });

  it('refuses what is no number, and one group', () => {
    expect(() => jackknifeError([1, Number.NaN])).toThrow(
      expect.objectContaining({ code: 'RESPONSES_INVALID' }),
    );
    expect(() => jackknifeError([1])).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        hint: expect.stringContaining('at least 2 groups'),
      }),
    );
  });
});

describe('the interval of a median', () => {
  // Ranks of tables, as for the sign test: the 1st and 6th of 6, the 2nd and 9th of 10, the 40th and 61st of 100.
  it.each([
    [6, 1, 6],
    [10, 2, 9],
    [100, 40, 61],
  ])('of %i values is that of the sign test', (count, low, high) => {
    const shuffled = shuffle(count);
    expect(medianInterval(shuffled)).toEqual([low, high]);
  });

  // The normal approximation of the binomial has the same ranks: 2500.5 -+ 1.96 sqrt(5000) / 2.
  it('is found of more values than powers of a half go down to', () => {
    expect(medianInterval(shuffle(5000))).toEqual([2431, 2570]);
  });

  it('is none for too few, or for NaN', () => {
    expect(medianInterval([1, 2, 3, 4, 5])).toBeUndefined();
    expect(medianInterval([])).toBeUndefined();
    expect(() => medianInterval([1, Number.NaN])).toThrow(
      expect.objectContaining({ code: 'RESPONSES_INVALID' }),
    );
  });
});

/** The numbers from 1 on, out of order. */
function shuffle(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => ((index * 37) % count) + 1);
}
