import { expect, test } from 'vitest';
import { meanInterval } from '../src/index.ts';

// scipy.stats.t.interval(0.95, 4, loc=numpy.mean(x), scale=scipy.stats.sem(x))
test('has the interval that SciPy computes', () => {
  const { mean, interval } = meanInterval([0.31, 0.28, 0.35, 0.3, 0.41]);
  expect(mean).toBeCloseTo(0.33, 12);
  expect(interval![0]).toBeCloseTo(0.26608143357557446, 10);
  expect(interval![1]).toBeCloseTo(0.39391856642442546, 10);
});

test('a single value has no interval', () => {
  expect(meanInterval([0.5])).toEqual({ mean: 0.5 });
});
