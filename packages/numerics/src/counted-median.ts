import quickselect from 'quickselect';

/**
 * Makes a function that takes medians of values that count several times, or not at all, in memory that it
 * keeps; NaN is skipped, and the median of nothing is NaN. Time grows with the sum of the counts.
 *
 * Each median is first looked for around the one before it, which leaves few values to select from where
 * medians are those of replicates; with others it is found as well.
 *
 * @param size most that counts add up to
 */
export function createCountedMedian(
  size: number,
): (values: ArrayLike<number>, counts?: ArrayLike<number>) => number {
  const chosen = new Float64Array(size);
  let latest = 0;
  let reach = Number.POSITIVE_INFINITY;
  return (values, counts) => {
    for (;;) {
      const low = latest - reach;
      const high = latest + reach;
      let below = 0;
      let length = 0;
      let total = 0;
      for (let index = 0; index < values.length; index++) {
        const value = values[index] as number;
        const times = counts === undefined ? 1 : (counts[index] as number);
        if (value > high) total += times;
        else if (value < low) {
          total += times;
          below += times;
        } else if (!Number.isNaN(value)) {
          total += times;
          for (let time = 0; time < times; time++) chosen[length++] = value;
        }
      }
      if (total === 0) return Number.NaN;
      const middle = total >> 1;
      const isFound =
        reach === Number.POSITIVE_INFINITY ||
        (below < middle + (total % 2) && middle < below + length);
      if (!isFound) {
        reach = Number.POSITIVE_INFINITY;
        continue;
      }
      const median = middleOf(chosen, length, middle - below, total % 2 === 1);
      reach = reachOf(chosen, length, total, reach);
      latest = Number.isFinite(median) ? median : 0;
      return median;
    }
  };
}

/** The value that would be at an index in order, or its mean with the one before. */
function middleOf(values: Float64Array, length: number, index: number, isOdd: boolean): number {
  // Its type asks for an array; it only reads and swaps by index.
  quickselect(values as unknown as number[], index, 0, length - 1);
  const upper = values[index] as number;
  if (isOdd) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let before = 0; before < index; before++) {
    lower = Math.max(lower, values[before] as number);
  }
  return (lower + upper) / 2;
}

/** How far around a median the next one is looked for: where about a sixth of the values are. */
function reachOf(values: Float64Array, length: number, total: number, reach: number): number {
  if (reach < Number.POSITIVE_INFINITY) return length > total / 4 ? 0.9 * reach : reach;
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < length; index++) {
    lowest = Math.min(lowest, values[index] as number);
    highest = Math.max(highest, values[index] as number);
  }
  return (highest - lowest) / 8;
}
