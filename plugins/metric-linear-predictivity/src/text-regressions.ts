import { defineMetric, type Evidence, type MatchedData, type MetricRun } from '@ventral/core';
import type * as v from 'valibot';
import { predictionEvidence } from './cross-validation.ts';
import { readPredictors } from './read-predictors.ts';
import { chosenRidge, leastSquares, type TextFit } from './text-fits.ts';
import { splitTexts, textValidation } from './text-splits.ts';

const citation =
  'Schrimpf et al. (2021), The neural architecture of language: Integrative modeling converges on ' +
  'predictive processing, PNAS. https://doi.org/10.1073/pnas.2105646118';

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
  compare: (data, splitting, run) => predictTexts(leastSquares, data, splitting, run),
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
  compare: (data, splitting, run) => predictTexts(chosenRidge, data, splitting, run),
});

async function predictTexts(
  regress: TextFit,
  { features, responses }: MatchedData,
  splitting: v.InferOutput<typeof textValidation>,
  run: MetricRun,
): Promise<Evidence> {
  const { splits, notes: leaks } = splitTexts(responses, splitting, run.seed);
  const predictors = await readPredictors(features, run);
  const step = run.step('Fitting a regression', 'splits');
  const { predictions, notes } = await regress(predictors, responses, splits, step);
  return { ...predictionEvidence(predictions, responses, splits), notes: [...notes, ...leaks] };
}
