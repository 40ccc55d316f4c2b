import { createMatrix, identityMatrix, type Matrix, rowRange } from './matrix.ts';
import { multiply } from './matrix-engine.ts';

// Rows that are factored or solved together in plain loops; all else is products of the engine.
const blockSize = 64;

/** The Cholesky factor of a symmetric positive semidefinite matrix. */
export interface CholeskyFactor {
  /** Lower triangular `L` with `L L' = A`; what is above its diagonal is 0. */
  readonly lower: Matrix;
  /**
   * The smallest pivot over the largest, in [0, 1]: near 0 where `A` is singular or nearly so, and
   * 0 where a column of `L` was left out.
   */
  readonly pivotRatio: number;
}

/**
 * Factors a symmetric positive semidefinite matrix, `n x n`.
 *
 * A pivot that rounding could have left in place of 0 (below `n` times the precision of float64,
 * relative to the largest diagonal element) makes its column of the factor 0, so that a Gram matrix
 * of dependent rows still has a factor that multiplies back to it.
 *
 * Method: blocked, right-looking; the trailing matrix is updated by products of the engine. Takes
 * `n^3 / 3` multiplications and twice the memory of the matrix.
 * Reference: Golub & Van Loan (2013), Matrix Computations, 4.2.9, ISBN 978-1-4214-0794-4
 *
 * @param matrix only its lower triangle is read
 */
export async function factorCholesky(matrix: Matrix): Promise<CholeskyFactor> {
  const [size] = matrix.shape;
  const lower = createMatrix([size, size], matrix.values.slice());
  const { values } = lower;
  let largest = 0;
  for (let row = 0; row < size; row++) largest = Math.max(largest, values[row * (size + 1)]!);
  const negligible = size * Number.EPSILON * largest;
  let largestPivot = 0;
  let smallestPivot = Number.POSITIVE_INFINITY;

  for (let start = 0; start < size; start += blockSize) {
    const end = Math.min(start + blockSize, size);
    for (let row = start; row < size; row++) {
      const last = Math.min(row, end - 1);
      for (let column = start; column <= last; column++) {
        const a = row * size;
        const b = column * size;
        let sum = values[a + column]!;
        for (let index = start; index < column; index++) {
          sum -= values[a + index]! * values[b + index]!;
        }
        if (column < row) {
          const pivot = values[b + column]!;
          values[a + column] = pivot === 0 ? 0 : sum / pivot;
        } else {
          const pivot = sum > negligible ? sum : 0;
          values[a + column] = Math.sqrt(pivot);
          largestPivot = Math.max(largestPivot, pivot);
          smallestPivot = Math.min(smallestPivot, pivot);
        }
      }
    }
    await updateTrailing(lower, start, end);
  }
  clearUpperTriangle(lower);
  return { lower, pivotRatio: largestPivot > 0 ? smallestPivot / largestPivot : 0 };
}

/**
 * Solves `L L' X = B` for `X`, given the factor of a positive definite matrix, `n x n`, and `B`,
 * `n x m`, in `2 n^2 m` multiplications.
 */
export async function solveCholesky({ lower }: CholeskyFactor, right: Matrix): Promise<Matrix> {
  const [size] = lower.shape;
  const [, columns] = right.shape;
  const solution = createMatrix([size, columns], right.values.slice());
  for (let start = 0; start < size; start += blockSize) {
    const end = Math.min(start + blockSize, size);
    if (start > 0) {
      const left = subMatrix(lower, start, end, 0, start);
      subtractRows(solution, start, await multiply(left, rowRange(solution, 0, start)));
    }
    for (let row = start; row < end; row++) {
      for (let index = start; index < row; index++) {
        addRow(solution, row, -lower.values[row * size + index]!, index);
      }
      scaleRow(solution, row, 1 / lower.values[row * (size + 1)]!);
    }
  }
  for (let start = blockSize * Math.floor((size - 1) / blockSize); start >= 0; start -= blockSize) {
    const end = Math.min(start + blockSize, size);
    if (end < size) {
      const below = subMatrix(lower, end, size, start, end);
      const known = rowRange(solution, end, size);
      subtractRows(solution, start, await multiply(below, known, { transposeA: true }));
    }
    for (let row = end - 1; row >= start; row--) {
      scaleRow(solution, row, 1 / lower.values[row * (size + 1)]!);
      for (let index = start; index < row; index++) {
        addRow(solution, index, -lower.values[row * size + index]!, row);
      }
    }
  }
  return solution;
}

/**
 * Solves `L X = B` for `X`, given the factor of a positive definite matrix, `n x n`, and `B`, `n x m`,
 * in `n^2 m` multiplications.
 */
export async function solveLower({ lower }: CholeskyFactor, right: Matrix): Promise<Matrix> {
  const [size] = lower.shape;
  const solution = createMatrix(right.shape, right.values.slice());
  for (let start = 0; start < size; start += blockSize) {
    const end = Math.min(start + blockSize, size);
    const inverse = invertLower(subMatrix(lower, start, end, start, end));
    // [-inverse left, inverse] times [known rows, right side]: one product of the engine for all.
    const combined = createMatrix([end - start, end]);
    addColumns(combined, start, inverse, 1);
    if (start > 0) {
      const left = await multiply(inverse, subMatrix(lower, start, end, 0, start));
      addColumns(combined, 0, left, -1);
    }
    const rows = await multiply(combined, rowRange(solution, 0, end));
    rowRange(solution, start, end).values.set(rows.values);
  }
  return solution;
}

/** The inverse of a lower triangular matrix of a few rows. */
function invertLower(lower: Matrix): Matrix {
  const [size] = lower.shape;
  const inverse = identityMatrix(size);
  for (let row = 0; row < size; row++) {
    for (let index = 0; index < row; index++) {
      addRow(inverse, row, -lower.values[row * size + index]!, index);
    }
    scaleRow(inverse, row, 1 / lower.values[row * (size + 1)]!);
  }
  return inverse;
}

/** Subtracts the products of the columns just factored from the lower triangle beyond them. */
async function updateTrailing(lower: Matrix, start: number, end: number): Promise<void> {
  const [size] = lower.shape;
  const panel = subMatrix(lower, end, size, start, end);
  const [rows] = panel.shape;
  const stripe = 4 * blockSize;
  for (let row = 0; row < rows; row += stripe) {
    const until = Math.min(row + stripe, rows);
    const product = await multiply(rowRange(panel, row, until), rowRange(panel, 0, until), {
      transposeB: true,
    });
    for (let index = row, from = 0; index < until; index++, from += until) {
      const to = (end + index) * size + end;
      for (let column = 0; column <= index; column++) {
        lower.values[to + column]! -= product.values[from + column]!;
      }
    }
  }
}

function clearUpperTriangle({ shape: [rows, columns], values }: Matrix): void {
  for (let row = 0; row < rows; row++) {
    values.fill(0, row * columns + row + 1, (row + 1) * columns);
  }
}

function subMatrix(
  { shape: [, columns], values }: Matrix,
  startRow: number,
  endRow: number,
  startColumn: number,
  endColumn: number,
): Matrix {
  const width = endColumn - startColumn;
  const part = createMatrix([endRow - startRow, width]);
  for (let row = startRow; row < endRow; row++) {
    const from = row * columns + startColumn;
    part.values.set(values.subarray(from, from + width), (row - startRow) * width);
  }
  return part;
}

/** Adds a matrix times a factor to the columns from `start` on. */
function addColumns({ shape, values }: Matrix, start: number, part: Matrix, factor: number): void {
  const [rows, width] = part.shape;
  for (let row = 0, cell = 0; row < rows; row++) {
    const to = row * shape[1] + start;
    for (let column = 0; column < width; column++) {
      values[to + column]! += factor * part.values[cell++]!;
    }
  }
}

function subtractRows({ shape: [, columns], values }: Matrix, start: number, other: Matrix): void {
  const offset = start * columns;
  for (let cell = 0; cell < other.values.length; cell++) {
    values[offset + cell]! -= other.values[cell]!;
  }
}

function addRow(
  { shape: [, columns], values }: Matrix,
  to: number,
  factor: number,
  from: number,
): void {
  if (factor === 0) return;
  const a = to * columns;
  const b = from * columns;
  for (let column = 0; column < columns; column++)
    values[a + column]! += factor * values[b + column]!;
}

function scaleRow({ shape: [, columns], values }: Matrix, row: number, factor: number): void {
  for (let cell = row * columns; cell < (row + 1) * columns; cell++) values[cell]! *= factor;
}
