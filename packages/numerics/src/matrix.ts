import type { NdArray } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';

/** A dense matrix of real numbers. */
export interface Matrix<Values extends ArrayLike<number> = Float64Array> extends NdArray<Values> {
  readonly shape: readonly [rows: number, columns: number];
}

/**
 * A matrix over the given values, or one of zeros.
 *
 * @throws VentralError `SHAPE_MISMATCH` where the values do not fill the shape
 */
export function createMatrix<Values extends Float32Array | Float64Array = Float64Array>(
  shape: readonly [rows: number, columns: number],
  values: Values = new Float64Array(shape[0] * shape[1]) as Values,
): Matrix<Values> {
  const [rows, columns] = shape;
  if (values.length !== rows * columns) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${values.length} values do not fill a matrix of ${rows} x ${columns}.`,
    );
  }
  return { shape, values };
}

/** A square matrix with ones on its diagonal. */
export function identityMatrix(size: number): Matrix {
  const matrix = createMatrix([size, size]);
  for (let row = 0; row < size; row++) matrix.values[row * (size + 1)] = 1;
  return matrix;
}

/** The given rows, in the given order; a copy. */
export function selectRows(matrix: Matrix, rows: readonly number[]): Matrix {
  const [, columns] = matrix.shape;
  const selected = createMatrix([rows.length, columns]);
  for (const [to, from] of rows.entries()) {
    const row = matrix.values.subarray(from * columns, (from + 1) * columns);
    selected.values.set(row, to * columns);
  }
  return selected;
}

/** The rows with the given indices, and of them the columns with the same; a copy. */
export function principalSubmatrix(
  { shape: [, columns], values }: Matrix,
  indices: readonly number[],
): Matrix {
  const size = indices.length;
  const part = createMatrix([size, size]);
  for (const [to, row] of indices.entries()) {
    for (const [cell, column] of indices.entries()) {
      part.values[to * size + cell] = values[row * columns + column] as number;
    }
  }
  return part;
}

/** Rows `start` (included) to `end` (excluded); a view of the same values. */
export function rowRange(matrix: Matrix, start: number, end: number): Matrix {
  const [, columns] = matrix.shape;
  const values = matrix.values.subarray(start * columns, end * columns);
  return { shape: [end - start, columns], values };
}

/** The matrix with rows and columns exchanged; a copy. */
export function transposeMatrix({ shape: [rows, columns], values }: Matrix): Matrix {
  const result = createMatrix([columns, rows]);
  for (let row = 0, from = 0; row < rows; row++) {
    for (let column = 0, to = row; column < columns; column++, from++, to += rows) {
      result.values[to] = values[from]!;
    }
  }
  return result;
}

/** The sum of each column. */
export function columnSums({ shape: [rows, columns], values }: Matrix): Float64Array {
  const sums = new Float64Array(columns);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) sums[column]! += values[cell]!;
  }
  return sums;
}

/** The mean of each column. */
export function columnMeans(matrix: Matrix): Float64Array {
  const [rows] = matrix.shape;
  return columnSums(matrix).map((sum) => sum / rows);
}

/** The matrix with `offsets` (one a column) subtracted from each row; a copy. */
export function subtractFromRows(matrix: Matrix, offsets: Float64Array): Matrix {
  const [rows, columns] = matrix.shape;
  const values = matrix.values.slice();
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) values[cell]! -= offsets[column]!;
  }
  return { shape: matrix.shape, values };
}
