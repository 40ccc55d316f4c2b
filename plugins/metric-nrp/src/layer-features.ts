import { createHash } from 'node:crypto';
import { type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import type { MetricRun } from '@ventral/core';
import {
  type Matrix,
  preparePredictors,
  type RunOptions,
  readColumnBlocks,
} from '@ventral/numerics';

/** What predictors need of one layer of the model. */
export interface LayerFeatures {
  readonly name: string;
  readonly featureCount: number;
  /**
   * `images x min(images, features)`: coordinates of the images with the distances and angles that
   * their features have, centred.
   */
  readonly coordinates: Matrix;
  /** `images x features`, centred; absent where they are to be reduced to principal components. */
  readonly whole?: Float32Array;
  /** sha256 of what is kept. */
  readonly digest: string;
}

/**
 * Reads features layer by layer, a block of columns at a time.
 *
 * Time grows with `images^2 x features`; memory holds a block, `images x images` for each layer, and
 * the features of those layers that are not reduced, in float32.
 *
 * @param most features of a layer that is kept whole
 * @throws VentralError `INTERRUPTED`
 */
export async function readLayers(
  features: FeatureMatrix,
  most: number,
  run: MetricRun,
): Promise<readonly LayerFeatures[]> {
  const { stimulusIds } = features;
  const layers: LayerFeatures[] = [];
  let start = 0;
  for (const { name, featureCount } of blocksOf(features)) {
    const first = start;
    const readColumns = (from: number, to: number) =>
      features.readColumns(first + from, first + to);
    const layer = { stimulusIds, featureCount, readColumns };
    const step = run.step(`Reading ${name}`, 'features');
    const whole = featureCount <= most ? await readWhole(layer, step) : undefined;
    const { coordinates } =
      whole === undefined
        ? await preparePredictors(layer, step)
        : await preparePredictors(featureMatrix(whole, stimulusIds));
    const kept = createHash('sha256').update(whole ?? coordinates.values);
    const digest = kept.digest('hex');
    layers.push({ name, featureCount, coordinates, digest, ...(whole && { whole }) });
    start += featureCount;
  }
  return layers;
}

/** The layers that features come from; `features` where they say nothing of layers. */
export function blocksOf({ blocks, featureCount }: FeatureMatrix) {
  return blocks ?? [{ name: 'features', featureCount }];
}

async function readWhole(layer: FeatureMatrix, options: RunOptions): Promise<Float32Array> {
  const { featureCount, stimulusIds } = layer;
  const whole = new Float32Array(stimulusIds.length * featureCount);
  for await (const { start, centered } of readColumnBlocks(layer, options)) {
    const { shape, values } = centered;
    const [rows, columns] = shape;
    for (let row = 0; row < rows; row++) {
      const part = values.subarray(row * columns, (row + 1) * columns);
      whole.set(part, row * featureCount + start);
    }
  }
  return whole;
}
