import {
  type ActivationBatch,
  defineModel,
  type Model,
  type ModelDescription,
  type OpenModel,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';

/** What a model that keeps the contract opens to: the first pixel of an image, in batches of three. */
export const soundOpen: OpenModel = {
  digest: 'first pixel',
  layers: [{ name: 'pixel', operation: 'Slice', shape: [3] }],
  candidateLayers: ['pixel'],
  async *look(stimuli, layers, { signal }): AsyncGenerator<ActivationBatch> {
    for (const name of layers) {
      if (name !== 'pixel') throw new VentralError('LAYER_NOT_FOUND', `There is no ${name}.`);
    }
    for (let start = 0; start < stimuli.length; start += 3) {
      throwIfInterrupted(signal, `after ${start} images`);
      const images = await Promise.all(stimuli.slice(start, start + 3).map(({ load }) => load()));
      const values = Float32Array.from(images.flatMap(({ data }) => [...data.subarray(0, 3)]));
      yield { start, count: images.length, activations: new Map([['pixel', values]]) };
    }
  },
  async [Symbol.asyncDispose]() {},
};

/** The model that opens to it, with changes to it. */
export function soundModel(changes: Partial<ModelDescription> = {}): Model {
  return defineModel({
    id: 'first-pixel',
    title: 'The first pixel',
    visualDegrees: 8,
    regionLayers: { V4: 'pixel' },
    files: [],
    open: async () => soundOpen,
    ...changes,
  });
}
