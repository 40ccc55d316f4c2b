import type { StimulusSet } from '@ventral/arrays';
import type { OpenModel, RunContext } from '@ventral/core';
import { modelCandidate } from '@ventral/host';
import { createMatrix, type LinearMapping, type Matrix } from '@ventral/numerics';
import type { OpenedModel } from '../open-model.ts';
import { predictSites } from './predict-sites.ts';

/** A layer of a model, as stimuli of a benchmark are shown to it. */
export interface ShownLayer extends Pick<OpenedModel, 'model' | 'open'> {
  readonly layer: string;
  readonly region: string;
}

/** Weights lie in the graph, which is copied several times on its way to the device. */
const mostWeightBytes = 512 * 2 ** 20;

/**
 * What a mapping from a layer predicts of stimuli: `stimuli x sites`. On a device, where the model can, the network
 * computes it there, in float32: what is kept of the stimuli are predictions, and no activations.
 */
export async function predictStimuli(
  { model, open, layer, region }: ShownLayer,
  stimuli: StimulusSet,
  mapping: LinearMapping,
  context: RunContext,
): Promise<Matrix> {
  const shown = (by: OpenModel, name: string) =>
    modelCandidate({ model, open: by, layers: name }, context).record(stimuli, region);
  await using predicting =
    context.device === 'cpu' ? undefined : await readOut(open, layer, mapping);
  if (predicting === undefined) return await predictSites(mapping, await shown(open, layer));
  const read = await shown(predicting, predicting.layers[0]!.name);
  const predicted = Float64Array.from(await read.readColumns(0, read.featureCount));
  return createMatrix([stimuli.stimuli.length, read.featureCount], predicted);
}

/** The model with the mapping as its layer; undefined where the layer is several, or the weights are too many. */
async function readOut(
  open: OpenModel,
  layer: string,
  { weights, intercepts }: LinearMapping,
): Promise<OpenModel | undefined> {
  const isOne = open.layers.some(({ name }) => name === layer);
  if (!isOne || weights.values.byteLength > mostWeightBytes) return undefined;
  return open.withReadout?.({ layer, weights, intercepts: Float32Array.from(intercepts) });
}
