import { VentralError } from '@ventral/errors';
import type { Matrix } from './matrix.ts';
import { yieldToEvents } from './run-options.ts';

/**
 * Diagonalizes a symmetric tridiagonal matrix `T = S D S'`, `n x n`, and turns `columns`, `n x m`,
 * into `S'columns`, in place.
 *
 * With the basis of a tridiagonalization as columns, these become eigenvectors; with a right-hand
 * side, its coordinates along them, which costs less where there are fewer than `n`.
 *
 * Method: implicit QR steps with Wilkinson's shift. Takes about `4 n^2 m` multiplications.
 * Reference: Golub & Van Loan (2013), Matrix Computations, 8.3.3, ISBN 978-1-4214-0794-4
 *
 * @param diagonal diagonal of `T`
 * @param offDiagonal elements beside it, one fewer
 * @returns the diagonal of `D`: eigenvalues, in no order
 * @throws VentralError `NOT_CONVERGED` should an eigenvalue not be found in 60 steps
 * @throws VentralError `INTERRUPTED`
 */
export async function diagonalize(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  columns: Matrix,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const d = diagonal.slice();
  const e = offDiagonal.slice();
  let steps = 0;
  for (let last = d.length - 1; last > 0; ) {
    const first = firstOfBlock(d, e, last);
    if (first === last) {
      last--;
      steps = 0;
      if (last % 32 === 0) await yieldToEvents(signal, 'finding eigenvalues');
      continue;
    }
    if (steps++ === 60) {
      throw new VentralError(
        'NOT_CONVERGED',
        `An eigenvalue of a matrix of ${d.length} rows was not found in 60 steps.`,
      );
    }
    stepQr(d, e, first, last, columns);
  }
  return d;
}

/** The first row of the block, without a 0 beside the diagonal, that ends with row `last`. */
function firstOfBlock(d: Float64Array, e: Float64Array, last: number): number {
  for (let row = last; row > 0; row--) {
    const around = Math.abs(d[row]!) + Math.abs(d[row - 1]!);
    if (Math.abs(e[row - 1]!) <= Number.EPSILON * around) {
      e[row - 1] = 0;
      return row;
    }
  }
  return 0;
}

/** One implicit QR step on rows `first` to `last`. */
function stepQr(
  d: Float64Array,
  e: Float64Array,
  first: number,
  last: number,
  columns: Matrix,
): void {
  const beside = e[last - 1]!;
  const half = (d[last - 1]! - d[last]!) / 2;
  const root = Math.hypot(half, beside);
  const shift = d[last]! - (beside * beside) / (half + (half < 0 ? -root : root));
  let x = d[first]! - shift;
  let z = e[first]!;
  for (let row = first; row < last; row++) {
    const length = Math.hypot(x, z);
    const cosine = length === 0 ? 1 : x / length;
    const sine = length === 0 ? 0 : z / length;
    if (row > first) e[row - 1] = length;
    const a = d[row]!;
    const b = e[row]!;
    const c = d[row + 1]!;
    d[row] = cosine * cosine * a + 2 * cosine * sine * b + sine * sine * c;
    d[row + 1] = sine * sine * a - 2 * cosine * sine * b + cosine * cosine * c;
    e[row] = cosine * sine * (c - a) + (cosine * cosine - sine * sine) * b;
    if (row < last - 1) {
      x = e[row]!;
      z = sine * e[row + 1]!;
      e[row + 1]! *= cosine;
    }
    rotateRows(columns, row, cosine, sine);
  }
}

function rotateRows(
  { shape: [, columns], values }: Matrix,
  row: number,
  cosine: number,
  sine: number,
): void {
  const end = (row + 1) * columns;
  for (let upper = row * columns, lower = end; upper < end; upper++, lower++) {
    const a = values[upper]!;
    const b = values[lower]!;
    values[upper] = cosine * a + sine * b;
    values[lower] = cosine * b - sine * a;
  }
}
