import { featureMatrix } from '@ventral/arrays';
import { defineMetric, predictedEvidence } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createMatrix, digestSplits, predictPls, preparePredictors } from '@ventral/numerics';
import { drawSplits, testPredictions } from './cross-validation.ts';
import { plsOptions } from './regressions.ts';

// Features are predicted all at once, in several copies of 8 bytes a value: about 2 GB at most.
const mostValues = 2 ** 26;

/**
 * How well responses predict features by partial least squares regression: Brain-Score's
 * `reverse_pls`, the `pls` of source and target exchanged. The score has no value for each neuroid,
 * as it is the median over features.
 *
 * There must be as many neuroids as components; features have to fit into memory, several times.
 */
export const reversePls = defineMetric({
  id: 'reverse_pls',
  title: 'Partial least squares regression from responses to features, cross-validated',
  citation:
    'Muzellec & Kar (2025), Reverse predictivity: going beyond one-way mapping to compare ' +
    'artificial neural network models and brains, bioRxiv. https://doi.org/10.1101/2025.08.08.669382',
  better: 'higher',
  options: plsOptions,
  async compare({ features, responses }, { components, ...splitting }, run) {
    const { stimulusIds, shape } = responses;
    const [rows] = shape;
    const { featureCount } = features;
    if (rows * featureCount > mostValues) throw tooManyFeatures(featureCount, rows);
    const splits = drawSplits(responses, splitting, run.seed);
    const values = Float64Array.from(await features.readColumns(0, featureCount));
    const predicted = createMatrix([rows, featureCount], values);
    const predictors = await preparePredictors(
      featureMatrix(responses.values, stimulusIds),
      run.step('Reading responses', 'features'),
    );
    const step = run.step('Fitting PLS', 'splits');
    const predictions = await predictPls(predictors, predicted, splits, { ...step, components });
    const { perNeuroid: _, ...evidence } = predictedEvidence(
      testPredictions(predictions, predicted, splits),
      { values: predicted, stimulusIds },
    );
    return { ...evidence, splitsDigest: digestSplits(splits, stimulusIds) };
  },
});

function tooManyFeatures(count: number, stimuli: number): VentralError {
  const most = Math.floor(mostValues / stimuli);
  return new VentralError(
    'OPTION_INVALID',
    `${count} features of ${stimuli} stimuli are too many to be predicted.`,
    { hint: `Choose a layer of at most ${most} features, or reduce them first.` },
  );
}
