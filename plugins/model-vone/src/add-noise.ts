import { createHash } from 'node:crypto';
import type { Stimulus } from '@ventral/arrays';
import type { ActivationBatch, OpenModel } from '@ventral/core';
import { requireLayers } from '@ventral/network';
import { RandomState } from '@ventral/numerics';

/** Which cells each layer holds, in order. */
const populations: Readonly<Record<string, readonly string[]>> = {
  simple: ['simple'],
  complex: ['complex'],
  vone: ['simple', 'complex'],
};

/** How responses vary from one look to the next. */
export interface Noise {
  /** Of the random numbers; another seed is another look at the same images. */
  readonly seed: number;
  /** Spikes that a response of 1 stands for: the fewer, the noisier. */
  readonly spikes: number;
}

/**
 * A model whose cells are as variable as Poisson spike counts: normal noise, with a variance equal to
 * the mean where responses are counted in spikes. Values below 0 are cut off.
 *
 * A stimulus is given the same noise in every layer and batch: it is drawn from the seed and the
 * stimulus's id.
 *
 * @param quiet the model without noise; of its layers, `simple`, `complex` and `vone` are kept
 */
export function addNoise(name: string, quiet: OpenModel, noise: Noise): OpenModel {
  const layers = quiet.layers.filter((layer) => layer.name in populations);
  return {
    digest: createHash('sha256')
      .update(JSON.stringify([quiet.digest, noise.seed, noise.spikes]))
      .digest('hex'),
    layers,
    candidateLayers: layers.map((layer) => layer.name),
    async *look(stimuli, names, context): AsyncGenerator<ActivationBatch> {
      requireLayers(name, layers, names);
      for await (const batch of quiet.look(stimuli, names, context)) {
        for (const [layer, values] of batch.activations) {
          const width = values.length / batch.count;
          for (let row = 0; row < batch.count; row++) {
            const responses = values.subarray(row * width, (row + 1) * width);
            varyLayer(layer, responses, stimuli[batch.start + row] as Stimulus, noise);
          }
        }
        yield batch;
      }
    },
    [Symbol.asyncDispose]: () => quiet[Symbol.asyncDispose](),
  };
}

function varyLayer(layer: string, responses: Float32Array, stimulus: Stimulus, noise: Noise): void {
  const kinds = populations[layer] as readonly string[];
  const length = responses.length / kinds.length;
  for (const [index, kind] of kinds.entries()) {
    const random = new RandomState(seedOf(noise.seed, kind, stimulus.id));
    for (let cell = index * length; cell < (index + 1) * length; cell++) {
      const mean = responses[cell] as number;
      const varied = mean + Math.sqrt(mean / noise.spikes) * random.standardNormal();
      responses[cell] = Math.max(0, varied);
    }
  }
}

function seedOf(...parts: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32LE();
}
