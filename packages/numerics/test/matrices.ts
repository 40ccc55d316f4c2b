import { type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import { createMatrix, type Matrix, RandomState } from '@ventral/numerics';
import { expect } from 'vitest';

/** Standard normal values; equal seeds give equal matrices. */
export function randomMatrix(rows: number, columns: number, seed: number): Matrix {
  const random = new RandomState(seed);
  const values = Float64Array.from({ length: rows * columns }, () => random.standardNormal());
  return createMatrix([rows, columns], values);
}

/** A matrix of the given rows. */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return createMatrix([rows.length, rows[0]?.length ?? 0], Float64Array.from(rows.flat()));
}

/** The product, by its definition. */
export function naiveProduct(a: Matrix, b: Matrix): Matrix {
  const product = createMatrix([a.shape[0], b.shape[1]]);
  for (let row = 0; row < a.shape[0]; row++) {
    for (let column = 0; column < b.shape[1]; column++) {
      let sum = 0;
      for (let index = 0; index < a.shape[1]; index++) {
        sum +=
          (a.values[row * a.shape[1] + index] as number) *
          (b.values[index * b.shape[1] + column] as number);
      }
      product.values[row * b.shape[1] + column] = sum;
    }
  }
  return product;
}

/** The matrix as features of stimuli `s0`, `s1`, ... */
export function featuresOf({ shape: [rows], values }: Matrix): FeatureMatrix {
  return featureMatrix(
    values,
    Array.from({ length: rows }, (_, row) => `s${row}`),
  );
}

/**
 * Features with the same inner products, but more of them than stimuli: columns of 0 added, and
 * columns mixed with each other.
 */
export function spreadOut(matrix: Matrix, columns: number): Matrix {
  const wide = createMatrix([matrix.shape[0], columns]);
  const random = new RandomState(7);
  const mirror = Float64Array.from({ length: columns }, () => random.standardNormal());
  const squares = mirror.reduce((sum, value) => sum + value * value, 0);
  for (let row = 0; row < matrix.shape[0]; row++) {
    const values = wide.values.subarray(row * columns, (row + 1) * columns);
    values.set(matrix.values.subarray(row * matrix.shape[1], (row + 1) * matrix.shape[1]));
    const overlap = values.reduce(
      (sum, value, index) => sum + value * (mirror[index] as number),
      0,
    );
    for (let index = 0; index < columns; index++) {
      (values[index] as number) -= (2 * overlap * (mirror[index] as number)) / squares;
    }
  }
  return wide;
}

/** Row indices `start` (included) to `end` (excluded). */
export function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

/** Expects two arrays to agree in each element. */
export function expectClose(
  actual: ArrayLike<number> | undefined,
  expected: ArrayLike<number> | undefined,
  tolerance: number,
): void {
  if (actual === undefined || expected === undefined)
    throw new Error('There is nothing to compare.');
  expect(actual.length).toBe(expected.length);
  let largest = 0;
  for (let index = 0; index < expected.length; index++) {
    const difference = Math.abs((actual[index] as number) - (expected[index] as number));
    if (!(difference <= largest)) largest = difference;
  }
  expect(largest).toBeLessThan(tolerance);
}
