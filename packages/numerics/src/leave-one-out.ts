import type { FoldSystem } from './fold-system.ts';
import {
  columnMeans,
  identityMatrix,
  type Matrix,
  selectRows,
  subtractFromRows,
  transposeMatrix,
} from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { yieldToEvents } from './run-options.ts';
import { type Tridiagonalization, tridiagonalize } from './tridiagonal.ts';

/**
 * The mean squared error of ridge regression, with an intercept, when each training row of a split
 * is predicted from all the others: one number for each alpha, over all rows and targets.
 *
 * Method: with the hat matrix `H`, leaving out row `i` changes its residual `r` to
 * `r / (1 - H_ii - 1/n)`. With `gram = Q T Q'` and `T` tridiagonal, the diagonal of `H` takes `n m`
 * steps for each alpha, and no eigenvectors.
 * Reference: Golub, Heath & Wahba (1979), https://doi.org/10.1080/00401706.1979.10489751;
 * Eldén (1984), https://doi.org/10.1007/BF01934471
 *
 * @param coordinates of all stimuli
 * @param targets of all stimuli, `stimuli x targets`
 * @throws VentralError `INTERRUPTED`
 */
export async function leaveOneOutErrors(
  { split: { train }, form, gram, right, constantEigenvalue }: FoldSystem,
  coordinates: Matrix,
  targets: Matrix,
  alphas: readonly number[],
  signal?: AbortSignal,
): Promise<number[]> {
  const rows = train.length;
  const tridiagonal = await tridiagonalize(gram, signal);
  const basis = await tridiagonal.rotate(
    form === 'coordinates' ? centeredRows(coordinates, train) : identityMatrix(rows),
  );
  const basisColumns = transposeMatrix(basis);
  const rotatedRight = transposeMatrix(await tridiagonal.rotate(transposeMatrix(right)));
  const actual = centeredRows(targets, train);
  const [, targetCount] = targets.shape;
  const errors: number[] = [];
  for (const alpha of alphas) {
    await yieldToEvents(signal, `computing leave-one-out errors for alpha ${alpha}`);
    const factor = factorTridiagonal(tridiagonal, alpha);
    const leverages = inverseDiagonal(factor, basisColumns);
    const products = await multiply(basis, solveTridiagonal(factor, rotatedRight));
    let sum = 0;
    for (let row = 0, cell = 0; row < rows; row++) {
      // Of XX', both are divided by alpha: 1 - H = alpha (XX' + alpha I)^-1.
      const denominator =
        form === 'coordinates'
          ? 1 - 1 / rows - leverages[row]!
          : leverages[row]! - 1 / (rows * (constantEigenvalue + alpha));
      for (let target = 0; target < targetCount; target++, cell++) {
        const product = products.values[cell]!;
        const residual = form === 'coordinates' ? actual.values[cell]! - product : product;
        const error = residual / denominator;
        sum += error * error;
      }
    }
    errors.push(sum / products.values.length);
  }
  return errors;
}

function centeredRows(matrix: Matrix, rows: readonly number[]): Matrix {
  const selected = selectRows(matrix, rows);
  return subtractFromRows(selected, columnMeans(selected));
}

/** `T + alpha I = L D L'`, with `L` unit lower bidiagonal. */
interface TridiagonalFactor {
  readonly lower: Float64Array;
  readonly pivots: Float64Array;
}

function factorTridiagonal(
  { diagonal, offDiagonal }: Tridiagonalization,
  alpha: number,
): TridiagonalFactor {
  const pivots = new Float64Array(diagonal.length);
  const lower = new Float64Array(diagonal.length);
  for (let row = 0; row < diagonal.length; row++) {
    pivots[row] = diagonal[row]! + alpha;
    if (row === 0) continue;
    lower[row] = offDiagonal[row - 1]! / pivots[row - 1]!;
    pivots[row]! -= lower[row]! * offDiagonal[row - 1]!;
  }
  return { lower, pivots };
}

/** The diagonal of `B'(T + alpha I)^-1 B`, for a matrix `B` of `n` rows. */
function inverseDiagonal({ lower, pivots }: TridiagonalFactor, matrix: Matrix): Float64Array {
  const { shape, values } = matrix;
  const [rows, columns] = shape;
  const sums = new Float64Array(columns);
  const solved = new Float64Array(columns);
  for (let row = 0, cell = 0; row < rows; row++) {
    const factor = lower[row]!;
    const inverse = 1 / pivots[row]!;
    for (let column = 0; column < columns; column++, cell++) {
      const value = values[cell]! - factor * solved[column]!;
      solved[column] = value;
      sums[column]! += inverse * value * value;
    }
  }
  return sums;
}

/** `(T + alpha I)^-1 B`, for a matrix `B` of `n` rows. */
function solveTridiagonal({ lower, pivots }: TridiagonalFactor, right: Matrix): Matrix {
  const [rows, columns] = right.shape;
  const values = right.values.slice();
  for (let row = 1, cell = columns; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      values[cell]! -= lower[row]! * values[cell - columns]!;
    }
  }
  for (let row = rows - 1, cell = rows * columns - 1; row >= 0; row--) {
    const following = row + 1 < rows ? lower[row + 1]! : 0;
    for (let column = 0; column < columns; column++, cell--) {
      values[cell] = values[cell]! / pivots[row]! - following * (values[cell + columns] ?? 0);
    }
  }
  return { shape: right.shape, values };
}
