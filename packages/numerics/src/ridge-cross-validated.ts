import { VentralError } from '@ventral/errors';
import { foldSystems } from './fold-system.ts';
import { leaveOneOutErrors } from './leave-one-out.ts';
import type { Matrix } from './matrix.ts';
import type { Predictors } from './predictors.ts';
import { predictTest } from './ridge.ts';
import type { RunOptions } from './run-options.ts';
import type { Split } from './split.ts';

/** Settings of ridge regression that chooses its alpha. */
export interface CrossValidatedRidgeOptions extends RunOptions {
  /**
   * Weights of the squared coefficients to choose from, above 0.
   * @default brainScoreAlphas
   */
  readonly alphas?: readonly number[];
}

/** What ridge regression with a chosen alpha gives for one split. */
export interface CrossValidatedRidge {
  /** `test rows x targets` */
  readonly prediction: Matrix;
  /** The chosen weight, the same for all targets. */
  readonly alpha: number;
}

/** The 99 alphas that Brain-Score chooses from, 0.01 to 1e7. */
export const brainScoreAlphas: readonly number[] = Object.freeze([
  0.01,
  0.1,
  0.5,
  1,
  ...evenlySpaced(10, 100, 4),
  ...evenlySpaced(1e2, 1e3, 18),
  ...evenlySpaced(1e3, 1e4, 18),
  ...evenlySpaced(1e4, 1e5, 18),
  ...evenlySpaced(1e5, 1e6, 18),
  ...evenlySpaced(1e6, 1e7, 18),
  1e7,
]);

/** Numbers from `start` (included) to `end` (excluded). */
function evenlySpaced(start: number, end: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => start + (index * (end - start)) / count);
}

/**
 * Predicts the test rows of each split by ridge regression whose alpha has the smallest
 * leave-one-out error on the training rows, over all targets; the first of equals. As scikit-learn's
 * `RidgeCV(alphas)` does.
 *
 * Time for each split grows with `m^3 + alphas x n x m x targets`, where `n` is the number of
 * training rows and `m` the smaller of `n` and the coordinates (see {@link leaveOneOutErrors});
 * memory with `n x (m + targets)`. Progress is in splits.
 *
 * @param targets `stimuli x targets`
 * @throws VentralError `OPTION_INVALID` for no alpha, or one that is not above 0
 * @throws VentralError `SHAPE_MISMATCH` or `RESPONSES_INVALID` for targets or splits that do not fit
 * @throws VentralError `INTERRUPTED`
 */
export async function predictCrossValidatedRidge(
  predictors: Predictors,
  targets: Matrix,
  splits: readonly Split[],
  options: CrossValidatedRidgeOptions = {},
): Promise<CrossValidatedRidge[]> {
  const { alphas = brainScoreAlphas, signal } = options;
  if (alphas.length === 0 || !alphas.every((alpha) => alpha > 0 && Number.isFinite(alpha))) {
    throw new VentralError(
      'OPTION_INVALID',
      `Ridge regression cannot choose from the alphas [${alphas.join(', ')}].`,
      { hint: 'Give one or more numbers above 0.' },
    );
  }
  const results: CrossValidatedRidge[] = [];
  for await (const system of foldSystems(predictors, targets, splits, options)) {
    const errors = await leaveOneOutErrors(system, predictors.coordinates, targets, alphas, signal);
    const alpha = alphas[errors.indexOf(Math.min(...errors))]!;
    results.push({ alpha, prediction: await predictTest(system, alpha, signal) });
  }
  return results;
}
