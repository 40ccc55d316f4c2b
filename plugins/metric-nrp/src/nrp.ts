import { matchStimuli, readPredictableResponses } from '@ventral/arrays';
import { defineMetric, type Metric, type Score, throwIfInterrupted } from '@ventral/core';
import { digestSplits, mean, standardError } from '@ventral/numerics';
import { chooseConfigurations, describeSearch } from './choose-configurations.ts';
import { type Configuration, listConfigurations } from './configurations.ts';
import { drawSplits } from './draw-splits.ts';
import { type LayerFeatures, layerNames, readLayers } from './layer-features.ts';
import { linearBaseline } from './linear-baseline.ts';
import { type NrpOptions, nrpOptions } from './nrp-options.ts';
import { countInputs } from './predictor-inputs.ts';
import { countParameters } from './predictor-network.ts';
import { readBlankRates, standardizeRates } from './standardize-rates.ts';
import { trainPredictors } from './train-predictors.ts';
import { loadTensorflowEngine } from './training-engines.ts';

/**
 * How well a small network, trained on the features of a frozen one, predicts recorded rates: the
 * mean absolute error on images that were neither trained on nor used to choose, averaged over sites
 * and then over splits.
 */
export const nrp: Metric<NrpOptions> = defineMetric({
  id: 'nrp',
  title: 'Neural response predictor, mean absolute error',
  source: 'features',
  better: 'lower',
  options: nrpOptions,
  async compare(source, target, options, context): Promise<Score> {
    const { signal, seed } = context;
    throwIfInterrupted(signal, 'before features are read');
    const responses = readPredictableResponses(target);
    const { stimulusIds, neuroidIds } = responses;
    const features = matchStimuli(source, stimulusIds);
    const configurations = listConfigurations(layerNames(features), options);
    const splits = drawSplits(responses, options, seed);
    const blankRates = readBlankRates(target, neuroidIds);
    const rates = splits.map(({ training }) => standardizeRates(responses, training, blankRates));
    const units = rates.map((ofSplit) => ofSplit.units);

    const most = options.components ?? Number.POSITIVE_INFINITY;
    const layers = await readLayers(features, most, context);
    const tensorflow = options.engine === 'tensorflow' ? await loadTensorflowEngine() : undefined;
    const data = { layers, responses, splits, rates, tensorflow };
    const outcomes = await trainPredictors(data, configurations, options, context);
    const { chosen, errors } = chooseConfigurations(outcomes, units);
    const baseline = await linearBaseline(layers, responses, splits, rates, context);

    const perSite = chosen.map(({ testErrors }, split) =>
      testErrors.map((error, site) => error * units[split]![site]!),
    );
    const perSplit = perSite.map(mean);
    const value = mean(perSplit);
    const uncertainty = perSplit.length > 1 ? { error: standardError(perSplit) } : {};
    const perNeuroid = neuroidIds.map((_, site) => mean(perSite.map((ofSplit) => ofSplit[site]!)));
    const [training = []] = splits.map((split) => split.training);
    const parameterCounts = configurations.map((configuration) =>
      parametersOf(configuration, layers, options, training.length, neuroidIds.length),
    );
    return {
      value,
      ...uncertainty,
      better: 'lower',
      raw: { value, ...uncertainty, perSplit, perNeuroid },
      baseline,
      ...(configurations.length > 1 && {
        search: describeSearch(configurations, parameterCounts, outcomes, errors, chosen),
      }),
      notes: [
        normalizationNote(blankRates !== undefined),
        ...reductionNotes(layers),
        ...(tensorflow === undefined ? [] : [tensorflow.note]),
      ],
      splitsDigest: digestSplits(
        splits.map(({ training, validation, test }) => ({
          train: [...training, ...validation],
          test,
        })),
        stimulusIds,
      ),
    };
  },
});

function parametersOf(
  configuration: Configuration,
  layers: readonly LayerFeatures[],
  { components }: NrpOptions,
  trainingImages: number,
  sites: number,
): number {
  const counts = layers
    .filter(({ name }) => configuration.layers.includes(name))
    .map((layer) => countInputs(layer, components ?? 0, trainingImages));
  return countParameters(configuration, counts, sites);
}

function normalizationNote(toBlank: boolean): string {
  return toBlank
    ? "Errors are in units of each site's response to a blank grey screen."
    : "Errors are in units of each site's standard deviation over the training images.";
}

function reductionNotes(layers: readonly LayerFeatures[]): readonly string[] {
  const reduced = layers.filter(({ whole }) => whole === undefined);
  if (reduced.length === 0) return [];
  const names = reduced.map(({ name, featureCount }) => `${name} (${featureCount})`);
  return [`Features reduced to principal components of the training images: ${names.join(', ')}.`];
}
