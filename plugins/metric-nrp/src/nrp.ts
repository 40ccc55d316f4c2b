import { defineMetric, throwIfInterrupted } from '@ventral/core';
import { createMatrix, digestSplits, type Matrix, mean } from '@ventral/numerics';
import { listConfigurations } from './configurations.ts';
import { drawSplits, withoutValidation } from './draw-splits.ts';
import { decodePredictions } from './kept-predictions.ts';
import { blocksOf, type LayerFeatures, readLayers } from './layer-features.ts';
import { linearBaseline } from './linear-baseline.ts';
import { nrpOptions } from './nrp-options.ts';
import { countInputs } from './predictor-inputs.ts';
import { countParameters } from './predictor-network.ts';
import { errorResampling } from './resample-errors.ts';
import { chooseConfigurations, describeSearch } from './search.ts';
import { readBlankRates, type StandardizedRates, standardizeRates } from './standardize-rates.ts';
import { trainPredictors } from './train-predictors.ts';
import { loadTensorflowEngine } from './training-engines.ts';

/**
 * How well a small network, trained on the features of a frozen one, predicts recorded rates: the
 * mean absolute error on images that were neither trained on nor used to choose, averaged over sites
 * and then over splits. Extras: `baseline` ({@link Baseline}) and, where several configurations were
 * tried, `search` ({@link Search}).
 */
export const nrp = defineMetric({
  id: 'nrp',
  title: 'Neural response predictor, mean absolute error',
  better: 'lower',
  options: nrpOptions,
  async compare({ features, responses, recordings }, options, run) {
    throwIfInterrupted(run.signal, 'before features are read');
    const { stimulusIds, neuroidIds } = responses;
    const layerNames = blocksOf(features).map(({ name }) => name);
    const configurations = listConfigurations(layerNames, options);
    const splits = drawSplits(responses, options, run.seed);
    const outerSplits = splits.map(withoutValidation);
    const blankRates = readBlankRates(recordings, neuroidIds);
    const rates = splits.map(({ training }) => standardizeRates(responses, training, blankRates));
    const units = rates.map((ofSplit) => ofSplit.units);

    const layers = await readLayers(features, options.components ?? Number.POSITIVE_INFINITY, run);
    const tensorflow = options.engine === 'tensorflow' ? await loadTensorflowEngine() : undefined;
    const training = { layers, responses, splits, rates, configurations, options, tensorflow };
    const outcomes = await trainPredictors(training, run);
    const { chosen, errors } = chooseConfigurations(outcomes, units);
    const baseline = await linearBaseline(layers, responses, outerSplits, rates, run);

    const perSite = chosen.map(({ testErrors }, split) =>
      testErrors.map((error, site) => error * units[split]![site]!),
    );
    const testErrors = chosen.map(({ testPredictions }, split) => ({
      images: splits[split]!.test,
      errors: absoluteErrors(
        decodePredictions(testPredictions),
        splits[split]!.test,
        rates[split]!,
      ),
    }));
    const parameterCounts = configurations.map((configuration) => {
      const counts = layers
        .filter(({ name }) => configuration.layers.includes(name))
        .map((layer) => countInputs(layer, options.components, splits[0]!.training.length));
      return countParameters(configuration, counts, neuroidIds.length);
    });
    return {
      perSplit: perSite.map(mean),
      perNeuroid: neuroidIds.map((_, site) => mean(perSite.map((ofSplit) => ofSplit[site]!))),
      resampling: errorResampling(testErrors, stimulusIds, neuroidIds.map(String)),
      splitsDigest: digestSplits(outerSplits, stimulusIds),
      extras: {
        baseline,
        ...(configurations.length > 1 && {
          search: describeSearch(configurations, parameterCounts, outcomes, errors, chosen),
        }),
      },
      notes: [
        blankRates === undefined
          ? "Errors are in units of each site's standard deviation over the training images."
          : "Errors are in units of each site's response to a blank grey screen.",
        ...constantNotes(units),
        ...reductionNotes(layers),
        ...(tensorflow === undefined ? [] : [tensorflow.note]),
      ],
    };
  },
});

/** `images x sites`, in the units of the score. */
function absoluteErrors(
  predicted: Float32Array,
  images: readonly number[],
  { values, units }: StandardizedRates,
): Matrix {
  const sites = units.length;
  const errors = createMatrix([images.length, sites]);
  for (const [row, image] of images.entries()) {
    for (const [site, unit] of units.entries()) {
      const off = values[image * sites + site]! - predicted[row * sites + site]!;
      errors.values[row * sites + site] = Math.abs(off) * unit;
    }
  }
  return errors;
}

function constantNotes(units: readonly Float64Array[]): readonly string[] {
  const all = units.flatMap((ofSplit) => [...ofSplit]);
  const skipped = all.filter(Number.isNaN).length;
  if (skipped === 0) return [];
  return [
    `${skipped} of ${all.length} errors of a site in a split are undefined, because it responds the same to ` +
      'all training images; they were left out.',
  ];
}

function reductionNotes(layers: readonly LayerFeatures[]): readonly string[] {
  const reduced = layers.filter(({ whole }) => whole === undefined);
  if (reduced.length === 0) return [];
  const names = reduced.map(({ name, featureCount }) => `${name} (${featureCount})`);
  return [`Features reduced to principal components of the training images: ${names.join(', ')}.`];
}
