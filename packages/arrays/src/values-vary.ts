/**
 * Whether values differ by more than rounding: averages of equal values may differ in the last bits.
 * NaN differs from nothing.
 */
export function valuesVary(values: ArrayLike<number>): boolean {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return highest - lowest > 32 * Number.EPSILON * Math.max(Math.abs(lowest), Math.abs(highest));
}
