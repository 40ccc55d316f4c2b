import { createCountedMedian, median, RandomState } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

function expanded(values: ArrayLike<number>, counts: ArrayLike<number>): number[] {
  return Array.from(values).flatMap((value, index) => Array(counts[index]).fill(value));
}

describe('a counted median', () => {
  it('is the median of values that are repeated, wherever the one before it was', () => {
    const random = new RandomState(3);
    for (const size of [1, 2, 7, 60]) {
      const counted = createCountedMedian(3 * size);
      for (let draw = 0; draw < 400; draw++) {
        // Most draws are near each other; some are elsewhere, wider, or of a single value.
        const center = draw % 50 === 0 ? 1e6 * random.standardNormal() : 0.5;
        const spread = [0.1, 0.1, 0.1, 30, 0][random.randint(5)]!;
        const values = Float64Array.from({ length: size }, () =>
          random.randint(9) === 0 ? Number.NaN : center + spread * random.standardNormal(),
        );
        const counts = Uint8Array.from({ length: size }, () => random.randint(4));
        expect(counted(values, counts)).toBe(median(expanded(values, counts)));
        expect(counted(values)).toBe(median(values));
      }
    }
  });

  it('is NaN of nothing, and found after that, and after infinity', () => {
    const counted = createCountedMedian(3);
    expect(counted([1, 2], [0, 0])).toBeNaN();
    expect(counted([Number.NaN])).toBeNaN();
    expect(counted([1, 2, 5])).toBe(2);
    expect(counted([Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
    expect(counted([4, Number.NEGATIVE_INFINITY, 3])).toBe(3);
    expect(counted([4, 4, 4])).toBe(4);
  });
});
