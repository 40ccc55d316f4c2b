import { defineMetric, type Evidence, type MatchedData, type MetricRun } from '@ventral/core';
import { predictCrossValidatedRidge, type Split } from '@ventral/numerics';
import * as v from 'valibot';
import { crossValidation, drawSplits, predictionEvidence } from './cross-validation.ts';
import { readPredictors } from './read-predictors.ts';
import { readTrainTestSplit } from './train-test-split.ts';

const citation =
  'Golub, Heath & Wahba (1979), Generalized cross-validation as a method for choosing a good ' +
  'ridge parameter. https://doi.org/10.1080/00401706.1979.10489751';

/**
 * How well features predict responses by ridge regression whose penalty is chosen in each split,
 * of the 99 that Brain-Score tries (0.01 to 1e7), by its leave-one-out error on the stimuli fitted
 * on. The penalties chosen are in the notes of the score. They do not follow the unit of the features,
 * which is part of the definition as for `ridge`.
 */
export const ridgecv = defineMetric({
  id: 'ridgecv',
  title: 'Ridge regression with a chosen penalty, cross-validated',
  citation,
  better: 'higher',
  options: crossValidation,
  compare: (data, splitting, run) =>
    choosePenalties(
      data,
      drawSplits(data.responses, splitting, run.seed),
      'The penalties (alpha) chosen in the splits are',
      run,
    ),
});

/**
 * {@link ridgecv} fitted on the training stimuli of a data set and tested on its test stimuli:
 * Brain-Score's `ridgecv_split`. A single split has no error.
 */
export const ridgecvSplit = defineMetric({
  id: 'ridgecv_split',
  title: 'Ridge regression with a chosen penalty, on the split of the data set',
  citation,
  better: 'higher',
  options: v.object({
    partition: v.optional(
      v.pipe(v.string(), v.description("Label of the stimuli that is 'train' or 'test'.")),
      'partition',
    ),
  }),
  compare: (data, { partition }, run) =>
    choosePenalties(
      data,
      [readTrainTestSplit(data.responses, partition)],
      'The penalty (alpha) chosen is',
      run,
    ),
});

async function choosePenalties(
  { features, responses }: MatchedData,
  splits: readonly Split[],
  note: string,
  run: MetricRun,
): Promise<Evidence> {
  const predictors = await readPredictors(features, run);
  const step = run.step('Fitting ridge regression', 'splits');
  const fits = await predictCrossValidatedRidge(predictors, responses, splits, step);
  const predictions = fits.map(({ prediction }) => prediction);
  const alphas = fits.map(({ alpha }) => alpha).join(', ');
  return { ...predictionEvidence(predictions, responses, splits), notes: [`${note} ${alphas}.`] };
}
