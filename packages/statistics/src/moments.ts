/** The mean and the variance (n - 1) of those values that are no NaN. */
export function momentsOf(values: ArrayLike<number>): {
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
} {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (Number.isNaN(value)) continue;
    count += 1;
    // In one pass, and without loss where the mean is large.
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
  }
  return { count, mean, variance: squares / (count - 1) };
}
