import type { Assembly, FeatureMatrix } from '@ventral/arrays';
import { matchStimuli, readPredictableResponses } from '@ventral/arrays';
import type { MetricContext, Score } from '@ventral/core';
import { createMatrix, type Matrix, type Split } from '@ventral/numerics';
import { type CrossValidationOptions, drawSplits } from './cross-validation.ts';
import { correlatePredictions, scoreCorrelations } from './score-predictions.ts';

/**
 * Predicts the test rows of each split by what is fitted on its training rows.
 *
 * @param targets `stimuli x neuroids`
 * @returns for each split, `test rows x neuroids`
 */
export type Prediction = (
  features: FeatureMatrix,
  targets: Matrix,
  splits: readonly Split[],
) => Promise<readonly Matrix[]>;

/**
 * Brain-Score's `CrossRegressedCorrelation`: in each of several splits, responses to some stimuli
 * are predicted by what is fitted on the others, and correlated with what was measured.
 *
 * Reference: Schrimpf et al. (2020), https://doi.org/10.1016/j.neuron.2020.07.040
 */
export async function crossRegressedCorrelation(
  source: FeatureMatrix,
  target: Assembly,
  options: CrossValidationOptions,
  context: MetricContext,
  predict: Prediction,
): Promise<Score> {
  const responses = readPredictableResponses(target);
  const { stimulusIds, neuroidIds } = responses;
  const features = matchStimuli(source, stimulusIds);
  const splits = drawSplits(responses, options, context.seed);
  const measured = createMatrix([stimulusIds.length, neuroidIds.length], responses.values);
  const predictions = await predict(features, measured, splits);
  return scoreCorrelations(
    correlatePredictions(predictions, measured, splits),
    splits,
    stimulusIds,
  );
}
