import { createHash } from 'node:crypto';
import { type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import type { MetricContext } from '@ventral/core';
import {
  type ColumnBlockOptions,
  type Matrix,
  preparePredictors,
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
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming the stimulus and the feature
 * @throws VentralError `INTERRUPTED`
 */
export async function readLayers(
  features: FeatureMatrix,
  most: number,
  context: MetricContext,
): Promise<readonly LayerFeatures[]> {
  const layers: LayerFeatures[] = [];
  for (const [name, layer] of layersOf(features)) {
    const onProgress = (done: number, total: number) =>
      context.report({ task: `Reading ${name}`, done, total, unit: 'features' });
    const options = { signal: context.signal, onProgress };
    const { featureCount } = layer;
    const whole = featureCount <= most ? await readWhole(layer, options) : undefined;
    const source = whole === undefined ? layer : featureMatrix(whole, layer.stimulusIds);
    const { coordinates } = await preparePredictors(source, whole === undefined ? options : {});
    const digest = createHash('sha256')
      .update(whole ?? coordinates.values)
      .digest('hex');
    layers.push({
      name,
      featureCount,
      coordinates,
      digest,
      ...(whole === undefined ? {} : { whole }),
    });
  }
  return layers;
}

/** The name of each layer that features come from; `features` where they say nothing of layers. */
export function layerNames({ blocks }: FeatureMatrix): readonly string[] {
  return blocks?.map(({ name }) => name) ?? ['features'];
}

function* layersOf(features: FeatureMatrix): Generator<[name: string, layer: FeatureMatrix]> {
  const { stimulusIds, featureCount: total } = features;
  let start = 0;
  for (const { name, featureCount } of features.blocks ?? [
    { name: 'features', featureCount: total },
  ]) {
    const first = start;
    const readColumns = (from: number, to: number) =>
      features.readColumns(first + from, first + to);
    yield [name, { stimulusIds, featureCount, readColumns }];
    start += featureCount;
  }
}

async function readWhole(layer: FeatureMatrix, options: ColumnBlockOptions): Promise<Float32Array> {
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
