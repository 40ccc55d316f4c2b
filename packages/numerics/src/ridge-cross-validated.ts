import { VentralError } from '@ventral/errors';
import { checkTargets, otherRows } from './fold.ts';
import { foldSystems } from './fold-system.ts';
import { type LeaveOneOut, leaveOneOut } from './leave-one-out.ts';
import { type Matrix, selectRows } from './matrix.ts';
import type { Predictors } from './predictors.ts';
import { predictTest } from './ridge.ts';
import { type RunOptions, yieldToEvents } from './run-options.ts';
import { smallestValues } from './smallest-values.ts';
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
 * Method: errors of all splits and alphas come from one tridiagonal form, and only of alphas that
 * could be the best: some 10 of the 99 (see {@link leaveOneOut} and {@link smallestValues}).
 *
 * With `n` stimuli and `m` the smaller of stimuli and coordinates, time grows with
 * `m^2 (n + m) + alphas computed x n x (n m + splits x test rows x (test rows + targets))`, memory with
 * `n x (n + m + targets)`; splits that fit on less than three quarters of the stimuli are computed
 * one by one, in `m^2 (n + m) + alphas computed x n m targets` each. Progress is in splits.
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
  const chosen = await chooseAlphas(predictors, targets, splits, alphas, signal);
  const results: CrossValidatedRidge[] = [];
  for await (const system of foldSystems(predictors, targets, splits, options)) {
    const alpha = chosen[results.length]!;
    results.push({ alpha, prediction: await predictTest(system, alpha, signal) });
  }
  return results;
}

/** The alpha of each split that has the smallest leave-one-out error. */
async function chooseAlphas(
  { coordinates }: Predictors,
  targets: Matrix,
  splits: readonly Split[],
  alphas: readonly number[],
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const [count] = targets.shape;
  checkTargets(coordinates.shape[0], targets, splits);
  const choose = async (own: LeaveOneOut, ways: number, guide?: number) => {
    const computeErrors = async (alpha: number, which: readonly number[]) => {
      await yieldToEvents(signal, `computing leave-one-out errors for alpha ${alpha}`);
      return own.errors(alpha, which);
    };
    const places = await smallestValues(
      alphas,
      ways,
      computeErrors,
      guide === undefined ? undefined : async (alpha) => (await computeErrors(alpha, [guide]))[0]!,
    );
    return places.map((place) => alphas[place]!);
  };
  // What all stimuli have in common is worth computing where each split leaves out few of them: their
  // own errors, which cost little, go much as those of each split.
  if (splits.length > 1 && splits.every(({ train }) => 4 * train.length > 3 * count)) {
    const leftOut = [...splits.map(({ train }) => otherRows(count, train)), []];
    const own = await leaveOneOut(coordinates, targets, leftOut, signal);
    return choose(own, splits.length, splits.length);
  }
  const chosen: number[] = [];
  for (const { train } of splits) {
    const [x, y] = [selectRows(coordinates, train), selectRows(targets, train)];
    chosen.push(...(await choose(await leaveOneOut(x, y, [[]], signal), 1)));
  }
  return chosen;
}
