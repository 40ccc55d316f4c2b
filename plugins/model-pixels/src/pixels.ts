import { createHash } from 'node:crypto';
import type { RgbImage, Stimulus } from '@ventral/arrays';
import {
  type ActivationBatch,
  defineModel,
  type Model,
  type RunContext,
  throwIfInterrupted,
} from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { type Preprocessing, preprocess } from '@ventral/images';

const id = 'pixels';
const scoreVersion = 1;
const layer = { name: 'pixels', operation: 'Resize', shape: [256, 256, 3] } as const;
const size = { width: 256, height: 256 };
const featureCount = size.width * size.height * 3;

const preprocessing: Preprocessing = {
  resize: { mode: 'stretch', filter: 'bicubic' },
  channelOrder: 'RGB',
  divisor: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
};

// 768 KiB an image: a batch takes 24 MiB, and its images are decoded side by side.
const batchSize = 32;

/**
 * The RGB values of the image resized to 256 x 256 with Pillow's bicubic filter: 0 to 255, row by
 * row, red, green and blue of each pixel together (196,608 features).
 *
 * Method: Brain-Score's `pixels` model, whose features are those same values.
 */
export const pixels: Model = defineModel({
  id,
  title: 'The pixels themselves, resized to 256 x 256',
  scoreVersion,
  citation: 'Schrimpf et al. (2018), Brain-Score. doi:10.1101/407007',
  licence: 'MIT',
  visualDegrees: 8,
  regionLayers: {
    V1: layer.name,
    V2: layer.name,
    V4: layer.name,
    IT: layer.name,
    behavior: layer.name,
  },
  // 786 kB an image, made in 3 ms.
  keepActivations: false,
  files: [],
  async open() {
    return {
      digest: createHash('sha256')
        .update(JSON.stringify({ id, scoreVersion, preprocessing, size }))
        .digest('hex'),
      layers: [layer],
      candidateLayers: [layer.name],
      devices: ['cpu'],
      look,
      async [Symbol.asyncDispose]() {},
    };
  },
});

async function* look(
  stimuli: readonly Stimulus[],
  layers: readonly string[],
  { signal }: RunContext,
): AsyncGenerator<ActivationBatch> {
  for (const name of layers) refuseUnknownLayer(name);
  for (let start = 0; start < stimuli.length; start += batchSize) {
    throwIfInterrupted(signal, `after ${start} of ${stimuli.length} images`);
    const batch = stimuli.slice(start, start + batchSize);
    const images = await Promise.all(batch.map((stimulus) => stimulus.load()));
    const values = flatten(images);
    const activations = new Map(layers.map((name) => [name, values]));
    yield { start, count: images.length, activations };
  }
}

function flatten(images: readonly RgbImage[]): Float32Array {
  const values = new Float32Array(images.length * featureCount);
  for (const [index, image] of images.entries()) {
    preprocess(image, preprocessing, size, 'NHWC', values, index * featureCount);
  }
  return values;
}

function refuseUnknownLayer(name: string): void {
  if (name === layer.name) return;
  throw new VentralError('LAYER_NOT_FOUND', `The model '${id}' has no layer '${name}'.`, {
    hint: `${didYouMean(name, [layer.name])}Its only layer is '${layer.name}'.`,
  });
}
