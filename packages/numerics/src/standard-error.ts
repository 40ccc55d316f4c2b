import { standardDeviation } from './standard-deviation.ts';

/**
 * The standard error of the mean as Brain-Score reports it: the standard deviation (divided by n,
 * not n - 1) over the square root of n.
 */
export function standardError(values: readonly number[]): number {
  return standardDeviation(values) / Math.sqrt(values.length);
}
