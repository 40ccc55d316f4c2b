import { describe, expect, test } from 'vitest';
import { estimateFrom } from '../src/estimate.ts';

const cost = (seconds: number, peakBytes = 1e9) => ({ seconds, peakBytes });

describe('an estimate', () => {
  const measured = [
    { model: 'small', benchmark: 'V4@1', cost: cost(10) },
    { model: 'usual', benchmark: 'V4@1', cost: cost(20) },
    { model: 'large', benchmark: 'V4@1', cost: cost(60, 4e9) },
    { model: 'usual', benchmark: 'IT@1', cost: cost(100) },
  ];
  const { secondsOf, peakBytes } = estimateFrom(measured);

  test('is the median of a benchmark, for a model of which nothing is known', () => {
    expect(secondsOf({ model: 'new', benchmark: 'V4@1' })).toBe(20);
  });

  test('is longer for a model that took longer on others', () => {
    expect(secondsOf({ model: 'large', benchmark: 'IT@1' })).toBeCloseTo(300);
    expect(secondsOf({ model: 'small', benchmark: 'IT@1' })).toBeCloseTo(50);
  });

  test('holds for the next version of a benchmark, and for no other', () => {
    expect(secondsOf({ model: 'usual', benchmark: 'V4@2' })).toBe(20);
    expect(secondsOf({ model: 'usual', benchmark: 'V1@1' })).toBeUndefined();
  });

  test('knows the most memory, where anything is known', () => {
    expect(peakBytes).toBe(4e9);
    expect(estimateFrom([]).peakBytes).toBeUndefined();
  });
});
