import type { Responses } from '@ventral/arrays';
import type { MetricRun } from '@ventral/core';
import {
  createMatrix,
  mean,
  type Predictors,
  predictCrossValidatedRidge,
  type Split,
  standardError,
} from '@ventral/numerics';
import type { LayerFeatures } from './layer-features.ts';
import type { StandardizedRates } from './standardize-rates.ts';

/** A simpler way to compare, on the same splits. */
export interface Baseline {
  readonly id: string;
  readonly title: string;
  /** In the units of the score it stands beside. */
  readonly value: number;
  readonly error?: number;
  /** Coefficient of determination on the test stimuli, averaged over neuroids and splits. */
  readonly r2?: number;
  readonly perSplit?: readonly number[];
}

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
  splits: readonly Split[],
  rates: readonly StandardizedRates[],
  run: MetricRun,
): Promise<Baseline> {
  const [, sites] = responses.shape;
  const fits = await predictCrossValidatedRidge(
    joinCoordinates(layers),
    responses,
    splits,
    run.step('Fitting the linear baseline', 'splits'),
  );
  const explained: number[] = [];
  const perSplit = fits.map(({ prediction }, index) => {
    const { test } = splits[index]!;
    const { units, deviations } = rates[index]!;
    const errors = Array.from({ length: sites }, (_, site) => {
      const measured = test.map((row) => responses.values[row * sites + site] as number);
      const average = mean(measured);
      let [absolute, square, variation] = [0, 0, 0];
      for (const [row, rate] of measured.entries()) {
        const off = rate - (prediction.values[row * sites + site] as number);
        absolute += Math.abs(off);
        square += off ** 2;
        variation += (rate - average) ** 2;
      }
      // Of a site that does not vary over the training or the test images, no part can be explained.
      if (variation > 0 && !Number.isNaN(units[site])) explained.push(1 - square / variation);
      return ((absolute / test.length) * units[site]!) / deviations[site]!;
    });
    return mean(errors);
  });
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
  const [rows] = layers[0]!.coordinates.shape;
  const columns = layers.reduce((sum, { coordinates }) => sum + coordinates.shape[1], 0);
  const joined = createMatrix([rows, columns]);
  let offset = 0;
  for (const { coordinates } of layers) {
    const { shape, values } = coordinates;
    const [, width] = shape;
    const sum = values.reduce((total, value) => total + value ** 2, 0);
    const scale = sum > 0 ? Math.sqrt((1000 * rows) / sum) : 1;
    for (const [cell, value] of values.entries()) {
      joined.values[Math.floor(cell / width) * columns + offset + (cell % width)] = value * scale;
    }
    offset += width;
  }
  const featureCount = layers.reduce((total, layer) => total + layer.featureCount, 0);
  return { coordinates: joined, featureCount };
}
