import type { NdArray } from './nd-array.ts';

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
  return vary(lowest, highest);
}

/**
 * For each column of a matrix, whether its values vary, as of {@link valuesVary}.
 *
 * @param matrix `rows x columns`
 * @param rows which to look at
 * @default rows all of them
 */
export function columnsVary(
  { shape, values }: NdArray<ArrayLike<number>>,
  rows: Iterable<number> = Array(shape[0]).keys(),
): boolean[] {
  const columns = shape[1] as number;
  const lowest = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const highest = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  for (const row of rows) {
    for (let column = 0, cell = row * columns; column < columns; column++, cell++) {
      const value = values[cell] as number;
      if (value < (lowest[column] as number)) lowest[column] = value;
      if (value > (highest[column] as number)) highest[column] = value;
    }
  }
  return Array.from(lowest, (low, column) => vary(low, highest[column] as number));
}

function vary(lowest: number, highest: number): boolean {
  return highest - lowest > 32 * Number.EPSILON * Math.max(Math.abs(lowest), Math.abs(highest));
}
