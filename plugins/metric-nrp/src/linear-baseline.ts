import type { Responses } from '@ventral/arrays';
import type { Baseline, MetricContext } from '@ventral/core';
import {
  createMatrix,
  mean,
  type Predictors,
  predictCrossValidatedRidge,
  standardError,
} from '@ventral/numerics';
import type { NrpSplit } from './draw-splits.ts';
import type { LayerFeatures } from './layer-features.ts';
import type { StandardizedRates } from './standardize-rates.ts';

/**
 * What a linear mapping from the same layers achieves on the same test images: ridge regression from
 * all layers together, fitted on the training and the validation images, its penalty chosen by their
 * leave-one-out error.
 *
 * @param rates of each split
 */
export async function linearBaseline(
  layers: readonly LayerFeatures[],
  responses: Responses,
  splits: readonly NrpSplit[],
  rates: readonly StandardizedRates[],
  { signal, report }: MetricContext,
): Promise<Baseline> {
  const sites = responses.neuroidIds.length;
  const images = responses.stimulusIds.length;
  const fits = await predictCrossValidatedRidge(
    joinCoordinates(layers),
    createMatrix([images, sites], responses.values),
    splits.map(({ training, validation, test }) => ({ train: [...training, ...validation], test })),
    {
      signal,
      onProgress: (done, total) =>
        report({ task: 'Fitting the linear baseline', done, total, unit: 'splits' }),
    },
  );
  const perSplit: number[] = [];
  const explained: number[] = [];
  for (const [index, { prediction }] of fits.entries()) {
    const { test } = splits[index] as NrpSplit;
    const { units, deviations } = rates[index] as StandardizedRates;
    const errors: number[] = [];
    for (let site = 0; site < sites; site++) {
      const measured = test.map((row) => responses.values[row * sites + site] as number);
      const average = mean(measured);
      let [absolute, square, variation] = [0, 0, 0];
      for (const [row, rate] of measured.entries()) {
        const off = rate - (prediction.values[row * sites + site] as number);
        absolute += Math.abs(off);
        square += off ** 2;
        variation += (rate - average) ** 2;
      }
      errors.push(((absolute / test.length) * units[site]!) / deviations[site]!);
      // Of a site that does not vary over the test images, no part can be explained.
      if (variation > 0) explained.push(1 - square / variation);
    }
    perSplit.push(mean(errors));
  }
  return {
    id: 'linear',
    title: 'ridge regression, its penalty chosen by leave-one-out error',
    value: mean(perSplit),
    ...(perSplit.length > 1 ? { error: standardError(perSplit) } : {}),
    ...(explained.length > 0 ? { r2: mean(explained) } : {}),
    perSplit,
  };
}

/** All layers side by side, each with the same sum of squares, that of 1,000 standardized features. */
function joinCoordinates(layers: readonly LayerFeatures[]): Predictors {
  const rows = layers[0]?.coordinates.shape[0] ?? 0;
  const columns = layers.reduce((sum, { coordinates }) => sum + coordinates.shape[1], 0);
  const joined = createMatrix([rows, columns]);
  let offset = 0;
  for (const { coordinates } of layers) {
    const { shape, values } = coordinates;
    const [, width] = shape;
    const sum = values.reduce((total, value) => total + value ** 2, 0);
    const scale = sum > 0 ? Math.sqrt((1000 * rows) / sum) : 1;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < width; column++) {
        joined.values[row * columns + offset + column] =
          (values[row * width + column] as number) * scale;
      }
    }
    offset += width;
  }
  return {
    coordinates: joined,
    featureCount: layers.reduce((total, { featureCount }) => total + featureCount, 0),
  };
}
