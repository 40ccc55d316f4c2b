import { matchStimuli, readPredictableResponses } from '@ventral/arrays';
import { defineMetric, type Metric } from '@ventral/core';
import { createMatrix, predictCrossValidatedRidge } from '@ventral/numerics';
import * as v from 'valibot';
import { readPredictors } from './read-predictors.ts';
import { runOptions } from './run-options.ts';
import { correlatePredictions, scoreCorrelations } from './score-predictions.ts';
import { readTrainTestSplit } from './train-test-split.ts';

/** What can be chosen about ridge regression on a split that the recordings prescribe. */
export interface RidgecvSplitOptions {
  /**
   * Coordinate of the recordings whose values are `train` and `test`.
   * @default 'partition'
   */
  readonly partition: string;
}

const options: v.GenericSchema<unknown, RidgecvSplitOptions> = v.strictObject({
  partition: v.optional(
    v.pipe(v.string(), v.description("Label of the stimuli that is 'train' or 'test'.")),
    'partition',
  ),
});

/**
 * How well features predict responses by ridge regression with a chosen penalty, fitted on the
 * training stimuli of a data set and tested on its test stimuli: Brain-Score's `ridgecv_split`. The
 * penalty chosen is in the notes of the score; a single split has no error.
 */
export const ridgecvSplit: Metric<RidgecvSplitOptions> = defineMetric({
  id: 'ridgecv_split',
  title: 'Ridge regression with a chosen penalty, on the split of the data set',
  citation:
    'Golub, Heath & Wahba (1979), Generalized cross-validation as a method for choosing a good ' +
    'ridge parameter. https://doi.org/10.1080/00401706.1979.10489751',
  source: 'features',
  better: 'higher',
  options,
  async compare(source, target, { partition }, context) {
    const responses = readPredictableResponses(target);
    const { stimulusIds, neuroidIds, values } = responses;
    const features = matchStimuli(source, stimulusIds);
    const splits = [readTrainTestSplit(responses, partition)];
    const measured = createMatrix([stimulusIds.length, neuroidIds.length], values);
    const fits = await predictCrossValidatedRidge(
      await readPredictors(features, context),
      measured,
      splits,
      runOptions(context, 'Fitting ridge regression', 'splits'),
    );
    const predictions = fits.map(({ prediction }) => prediction);
    const correlations = correlatePredictions(predictions, measured, splits);
    const score = scoreCorrelations(correlations, splits, stimulusIds);
    const chosen = `The penalty (alpha) chosen is ${fits.map(({ alpha }) => alpha)}.`;
    return { ...score, notes: [...(score.notes ?? []), chosen] };
  },
});
