/** The mean of the values that are not NaN; NaN where there is none. */
export function mean(values: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/**
 * The standard error of the mean as Brain-Score reports it: the standard deviation (divided by n,
 * not n - 1) over the square root of n.
 */
export function standardError(values: readonly number[]): number {
  const center = mean(values);
  const variance = mean(values.map((value) => (value - center) ** 2));
  return Math.sqrt(variance / values.length);
}
