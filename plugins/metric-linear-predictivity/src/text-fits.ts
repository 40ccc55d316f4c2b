import {
  type Matrix,
  type Predictors,
  predictCrossValidatedRidge,
  predictRidge,
  type RunOptions,
  type Split,
} from '@ventral/numerics';

/** What was predicted in each split, and what is to be said of how. */
interface FittedText {
  /** For each split, `test stimuli x neuroids`. */
  readonly predictions: readonly Matrix[];
  readonly notes: readonly string[];
}

/** A regression on pieces of texts. */
export type TextFit = (
  predictors: Predictors,
  measured: Matrix,
  splits: readonly Split[],
  options: RunOptions,
) => Promise<FittedText>;

/** Ordinary least squares; of all solutions the one with the smallest coefficients. */
export const leastSquares: TextFit = async (predictors, measured, splits, options) => ({
  predictions: await predictRidge(predictors, measured, splits, { ...options, alpha: 0 }),
  notes: [],
});

// numpy.logspace(-3, 3, 7), as Brain-Score language has it.
const alphas = [1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3];

/** Ridge regression whose penalty has the smallest leave-one-out error over all neuroids. */
export const chosenRidge: TextFit = async (predictors, measured, splits, options) => {
  const fits = await predictCrossValidatedRidge(predictors, measured, splits, {
    ...options,
    alphas,
  });
  const chosen = fits.map(({ alpha }) => alpha).join(', ');
  return {
    predictions: fits.map(({ prediction }) => prediction),
    notes: [`The penalties (alpha) chosen in the splits are ${chosen}.`],
  };
};
