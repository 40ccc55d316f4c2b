import { defineMetric, type Metric } from '@ventral/core';
import { predictCrossValidatedRidge } from '@ventral/numerics';
import { crossRegressedCorrelation } from './cross-regressed-correlation.ts';
import { type CrossValidationOptions, crossValidationOptions } from './cross-validation.ts';
import { readPredictors } from './read-predictors.ts';
import { runOptions } from './run-options.ts';

/**
 * How well features predict responses by ridge regression whose penalty is chosen in each split,
 * of the 99 that Brain-Score tries (0.01 to 1e7), by its leave-one-out error on the stimuli fitted
 * on. The penalties chosen are in the notes of the score.
 */
export const ridgecv: Metric<CrossValidationOptions> = defineMetric({
  id: 'ridgecv',
  title: 'Ridge regression with a chosen penalty, cross-validated',
  citation:
    'Golub, Heath & Wahba (1979), Generalized cross-validation as a method for choosing a good ' +
    'ridge parameter. https://doi.org/10.1080/00401706.1979.10489751',
  source: 'features',
  better: 'higher',
  options: crossValidationOptions,
  async compare(source, target, options, context) {
    let alphas: readonly number[] = [];
    const score = await crossRegressedCorrelation(
      source,
      target,
      options,
      context,
      async (features, targets, splits) => {
        const fits = await predictCrossValidatedRidge(
          await readPredictors(features, context),
          targets,
          splits,
          runOptions(context, 'Fitting ridge regression', 'splits'),
        );
        alphas = fits.map(({ alpha }) => alpha);
        return fits.map(({ prediction }) => prediction);
      },
    );
    const chosen = `The penalties (alpha) chosen in the splits are ${alphas.join(', ')}.`;
    return { ...score, notes: [...(score.notes ?? []), chosen] };
  },
});
