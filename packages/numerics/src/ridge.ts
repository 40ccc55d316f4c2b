import { VentralError } from '@ventral/errors';
import { factorCholesky, solveCholesky } from './cholesky.ts';
import { diagonalize } from './diagonalize.ts';
import { dropConstants, type FoldSystem, foldSystems } from './fold-system.ts';
import { createMatrix, type Matrix, transposeMatrix } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import type { Predictors } from './predictors.ts';
import type { RunOptions } from './run-options.ts';
import type { Split } from './split.ts';
import { tridiagonalize } from './tridiagonal.ts';

/** Settings of ridge regression. */
export interface RidgeOptions extends RunOptions {
  /**
   * Weight of the squared coefficients, from 0.
   * @default 1
   */
  readonly alpha?: number;
}

/**
 * Predicts the test rows of each split by ridge regression with an intercept, fitted on its
 * training rows, as scikit-learn's `Ridge(alpha)` does; with alpha 0 by least squares, of all
 * solutions the one with the smallest coefficients, as `numpy.linalg.lstsq` does on centred rows
 * (and `LinearRegression()`, which differs where features are as many as training rows: it keeps
 * the direction that centring takes out, with rounding noise).
 *
 * Method: normal equations, in whichever of coordinates and training rows are fewer, solved by
 * Cholesky's factorization or, where they are singular, along their eigenvectors. As products of
 * features are formed, directions below about 1e-7 of the largest one count as absent.
 * Reference: Hoerl & Kennard (1970), https://doi.org/10.1080/00401706.1970.10488634
 *
 * Time grows with `splits x m^2 x (m / 3 + test rows + 2 targets)`, memory with `m^2`, where `m` is
 * the smaller of coordinates and training rows. Progress is in splits.
 *
 * @param targets `stimuli x targets`
 * @returns for each split, `test rows x targets`
 * @throws VentralError `OPTION_INVALID` for an alpha below 0 or not finite
 * @throws VentralError `SHAPE_MISMATCH` or `RESPONSES_INVALID` for targets or splits that do not fit
 * @throws VentralError `INTERRUPTED`
 */
export async function predictRidge(
  predictors: Predictors,
  targets: Matrix,
  splits: readonly Split[],
  options: RidgeOptions = {},
): Promise<Matrix[]> {
  const { alpha = 1, signal } = options;
  if (!(alpha >= 0 && Number.isFinite(alpha))) {
    throw new VentralError('OPTION_INVALID', `Ridge regression cannot use alpha ${alpha}.`, {
      hint: 'Give a number from 0; published scores use 1.',
    });
  }
  const predictions: Matrix[] = [];
  for await (const system of foldSystems(predictors, targets, splits, options)) {
    predictions.push(await predictTest(system, alpha, signal));
  }
  return predictions;
}

/** The test rows of one split, predicted by ridge regression: `test rows x targets`. */
export async function predictTest(
  system: FoldSystem,
  alpha: number,
  signal?: AbortSignal,
): Promise<Matrix> {
  // Only alpha 0 has to do without them: they would make the system singular.
  const varying = alpha > 0 ? system : dropConstants(system);
  const { gram, right, test, means } = varying;
  const regularized = createMatrix(gram.shape, gram.values.slice());
  const [size] = gram.shape;
  for (let row = 0; row < size; row++) regularized.values[row * (size + 1)]! += alpha;
  const factor = await factorCholesky(regularized);
  const prediction =
    factor.pivotRatio > smallestPivotRatio
      ? await multiply(test, await solveCholesky(factor, right))
      : await predictAlongEigenvectors(varying, alpha, signal);
  const [rows, columns] = prediction.shape;
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      prediction.values[cell]! += means[column]!;
    }
  }
  return prediction;
}

// Below it, a Cholesky factor cannot be told from that of a singular matrix.
const smallestPivotRatio = 1e-11;

/** `test (gram + alpha I)^+ right`, with the pseudoinverse. */
async function predictAlongEigenvectors(
  { gram, right, test }: FoldSystem,
  alpha: number,
  signal: AbortSignal | undefined,
): Promise<Matrix> {
  const { diagonal, offDiagonal, rotate } = await tridiagonalize(gram, signal);
  const [size] = gram.shape;
  const [testRows] = test.shape;
  const [, targets] = right.shape;
  const rows = createMatrix([testRows + targets, size]);
  rows.values.set(test.values);
  rows.values.set(transposeMatrix(right).values, test.values.length);
  const along = transposeMatrix(await rotate(rows));
  const eigenvalues = await diagonalize(diagonal, offDiagonal, along, signal);
  let largest = 0;
  for (const value of eigenvalues) largest = Math.max(largest, value);
  const negligible = size * Number.EPSILON * largest;
  const left = createMatrix([size, testRows]);
  const scaled = createMatrix([size, targets]);
  for (const [index, eigenvalue] of eigenvalues.entries()) {
    const inverse = eigenvalue > negligible ? 1 / (eigenvalue + alpha) : 0;
    const offset = index * (testRows + targets);
    left.values.set(along.values.subarray(offset, offset + testRows), index * testRows);
    for (let column = 0; column < targets; column++) {
      scaled.values[index * targets + column] = inverse * along.values[offset + testRows + column]!;
    }
  }
  return multiply(left, scaled, { transposeA: true });
}
