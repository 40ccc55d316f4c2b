import quickselect from 'quickselect';

/**
 * Makes a function that takes medians of values that count several times, or not at all, in memory that it
 * keeps; NaN is skipped, and the median of nothing is NaN. Time grows with the sum of the counts.
 *
 * @param size most that counts add up to
 */
export function createCountedMedian(
  size: number,
): (values: ArrayLike<number>, counts?: ArrayLike<number>) => number {
  const chosen = new Float64Array(size);
  return (values, counts) => {
    let length = 0;
    for (let index = 0; index < values.length; index++) {
      const value = values[index] as number;
      if (Number.isNaN(value)) continue;
      const times = counts === undefined ? 1 : (counts[index] as number);
      for (let time = 0; time < times; time++) chosen[length++] = value;
    }
    if (length === 0) return Number.NaN;
    const middle = length >> 1;
    // Its type asks for an array; it only reads and swaps by index.
    quickselect(chosen as unknown as number[], middle, 0, length - 1);
    const upper = chosen[middle] as number;
    if (length % 2 === 1) return upper;
    let lower = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < middle; index++) lower = Math.max(lower, chosen[index] as number);
    return (lower + upper) / 2;
  };
}
