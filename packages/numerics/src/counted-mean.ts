/** The mean of values that count several times, or not at all; NaN is skipped, and the mean of nothing is NaN. */
export function countedMean(values: ArrayLike<number>, counts: ArrayLike<number>): number {
  let [sum, total] = [0, 0];
  for (let index = 0; index < values.length; index++) {
    const [value, times] = [values[index] as number, counts[index] as number];
    if (times === 0 || Number.isNaN(value)) continue;
    sum += times * value;
    total += times;
  }
  return sum / total;
}
