import { twoSidedQuantile } from './student-t.ts';

/** A mean of independent values, and how sure it is. */
export interface MeanInterval {
  readonly mean: number;
  /** 95 %, by Student's t. Absent for a single value, which does not say how far others would be. */
  readonly interval?: readonly [low: number, high: number];
}

/**
 * The mean of values that were drawn independently, such as one a seed.
 *
 * @param values at least one
 */
export function meanInterval(values: readonly number[]): MeanInterval {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = twoSidedQuantile(0.05, count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { mean, interval: [mean - half, mean + half] };
}
