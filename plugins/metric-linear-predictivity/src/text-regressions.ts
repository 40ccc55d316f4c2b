import { defineMetric } from '@ventral/core';
import { predictCrossValidatedRidge, predictRidge } from '@ventral/numerics';
import { predictionEvidence } from './cross-validation.ts';
import { readPredictors } from './read-predictors.ts';
import { splitTexts, textValidation } from './text-splits.ts';

const citation =
  'Schrimpf et al. (2021), The neural architecture of language: Integrative modeling converges on ' +
  'predictive processing, PNAS. https://doi.org/10.1073/pnas.2105646118';

// numpy.logspace(-3, 3, 7), as Brain-Score language has it.
const alphas = [1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3];

/**
 * How well features predict responses to pieces of texts by ordinary least squares: the `linear_pearsonr` of
 * Brain-Score language, and, with texts kept apart, the same without what neighbours in a text give away. Where
 * features outnumber the stimuli fitted on, the solution with the smallest coefficients is taken, as in
 * `linear_predictivity`.
 */
export const linearPearsonr = defineMetric({
  id: 'linear_pearsonr',
  title: 'Linear regression on texts, cross-validated',
  citation,
  better: 'higher',
  options: textValidation,
  async compare({ features, responses }, splitting, run) {
    const { splits, notes } = splitTexts(responses, splitting, run.seed);
    const predictors = await readPredictors(features, run);
    const step = run.step('Fitting linear regression', 'splits');
    const predictions = await predictRidge(predictors, responses, splits, { ...step, alpha: 0 });
    return { ...predictionEvidence(predictions, responses, splits), notes };
  },
});

/**
 * How well features predict responses to pieces of texts by ridge regression: the `ridge_pearsonr` of Brain-Score
 * language. The penalty, of seven from 0.001 to 1,000, is the one with the smallest leave-one-out error over all
 * neuroids in each split; those chosen are in the notes of the score. Penalties do not follow the unit of the
 * features, which is part of the definition.
 */
export const ridgePearsonr = defineMetric({
  id: 'ridge_pearsonr',
  title: 'Ridge regression on texts with a chosen penalty, cross-validated',
  citation,
  better: 'higher',
  options: textValidation,
  async compare({ features, responses }, splitting, run) {
    const { splits, notes } = splitTexts(responses, splitting, run.seed);
    const predictors = await readPredictors(features, run);
    const step = run.step('Fitting ridge regression', 'splits');
    const fits = await predictCrossValidatedRidge(predictors, responses, splits, {
      ...step,
      alphas,
    });
    const predictions = fits.map(({ prediction }) => prediction);
    const chosen = fits.map(({ alpha }) => alpha).join(', ');
    const note = `The penalties (alpha) chosen in the splits are ${chosen}.`;
    return { ...predictionEvidence(predictions, responses, splits), notes: [note, ...notes] };
  },
});
