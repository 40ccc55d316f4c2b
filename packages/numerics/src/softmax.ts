import { createMatrix, type Matrix } from './matrix.ts';

/** The logarithm of the sum of the exponentials of `count` values from `start` on. */
export function logSumExp(values: Float64Array, start: number, count: number): number {
  const end = start + count;
  let largest = Number.NEGATIVE_INFINITY;
  for (let cell = start; cell < end; cell++) largest = Math.max(largest, values[cell]!);
  let sum = 0;
  for (let cell = start; cell < end; cell++) sum += Math.exp(values[cell]! - largest);
  return largest + Math.log(sum);
}

/** The softmax of each row: exponentials that add up to 1; a copy. */
export function softmaxRows({ shape: [rows, columns], values }: Matrix): Matrix {
  const result = createMatrix([rows, columns]);
  for (let start = 0; start < values.length; start += columns) {
    const total = logSumExp(values, start, columns);
    for (let cell = start; cell < start + columns; cell++) {
      result.values[cell] = Math.exp(values[cell]! - total);
    }
  }
  return result;
}
