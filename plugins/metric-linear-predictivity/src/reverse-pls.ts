import {
  type FeatureMatrix,
  featureMatrix,
  matchStimuli,
  readPredictableResponses,
} from '@ventral/arrays';
import { defineMetric, type Metric } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createMatrix, type Matrix, predictPls } from '@ventral/numerics';
import { drawSplits } from './cross-validation.ts';
import { type PlsMetricOptions, plsOptions } from './pls.ts';
import { readPredictors } from './read-predictors.ts';
import { runOptions } from './run-options.ts';
import { correlatePredictions, scoreCorrelations } from './score-predictions.ts';

// Features are predicted all at once, in several copies of 8 bytes a value: about 2 GB at most.
const mostValues = 2 ** 26;

/**
 * How well responses predict features by partial least squares regression: Brain-Score's
 * `reverse_pls`, the `pls` of source and target exchanged. The score has no value for each neuroid,
 * as it is the median over features.
 *
 * There must be as many neuroids as components; features have to fit into memory, several times.
 */
export const reversePls: Metric<PlsMetricOptions> = defineMetric({
  id: 'reverse_pls',
  title: 'Partial least squares regression from responses to features, cross-validated',
  citation:
    'Muzellec & Kar (2025), Reverse predictivity: going beyond one-way mapping to compare ' +
    'artificial neural network models and brains, bioRxiv. https://doi.org/10.1101/2025.08.08.669382',
  source: 'features',
  better: 'higher',
  options: plsOptions,
  async compare(source, target, options, context) {
    const responses = readPredictableResponses(target);
    const { stimulusIds } = responses;
    const features = await readFeatures(matchStimuli(source, stimulusIds));
    const splits = drawSplits(responses, options, context.seed);
    const neuroids = featureMatrix(responses.values, stimulusIds);
    const predictions = await predictPls(
      await readPredictors(neuroids, context),
      features,
      splits,
      {
        ...runOptions(context, 'Fitting PLS', 'splits'),
        components: options.components,
      },
    );
    const correlations = correlatePredictions(predictions, features, splits);
    const { raw, ...score } = scoreCorrelations(correlations, splits, stimulusIds);
    const { perNeuroid: _, ...rawOverFeatures } = raw;
    return { ...score, raw: rawOverFeatures };
  },
});

async function readFeatures(features: FeatureMatrix): Promise<Matrix> {
  const { stimulusIds, featureCount } = features;
  if (stimulusIds.length * featureCount > mostValues) {
    throw new VentralError(
      'OPTION_INVALID',
      `${featureCount} features of ${stimulusIds.length} stimuli are too many to be predicted.`,
      {
        hint:
          `Choose a layer of at most ${Math.floor(mostValues / stimulusIds.length)} features, ` +
          'or reduce them first.',
      },
    );
  }
  const values = Float64Array.from(await features.readColumns(0, featureCount));
  const invalid = values.findIndex((value) => !Number.isFinite(value));
  if (invalid >= 0) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `Feature ${invalid % featureCount} of stimulus ` +
        `'${stimulusIds[Math.floor(invalid / featureCount)]}' is ${values[invalid]}.`,
      { hint: 'Check the preprocessing, or choose a layer whose values stay finite.' },
    );
  }
  return createMatrix([stimulusIds.length, featureCount], values);
}
