import { mean } from './mean.ts';

/**
 * The standard deviation (divided by n, not n - 1) of the values that are not NaN; NaN where there
 * is none.
 */
export function standardDeviation(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)));
}
