import { normalQuantile } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

describe('normalQuantile', () => {
  // scipy.stats.norm.ppf, scipy 1.10.1, in every range of the approximation.
  it.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798409],
    [1e-12, -7.034483825301131],
    [1e-11, -6.706023155495137],
    [1e-5, -4.264890793922825],
    [0.001, -3.090232306167813],
    [0.0749999, -1.439532177375901],
    [0.075, -1.4395314709384563],
    [0.3, -0.5244005127080409],
    [0.51, 0.02506890825871106],
    [0.9, 1.2815515655446004],
    [0.9251, 1.4402382675279635],
    [0.999999, 4.753424308817087],
    [0.999999999999, 7.0344869100478356],
  ])('of %d is %d', (p, z) => {
    expect(Math.abs(normalQuantile(p) / z - 1)).toBeLessThan(1e-15);
  });

  it('is infinite at the ends, 0 in the middle and undefined outside', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(0.5)).toBe(0);
    for (const p of [-0.1, 1.1, Number.NaN]) expect(normalQuantile(p)).toBeNaN();
  });
});
