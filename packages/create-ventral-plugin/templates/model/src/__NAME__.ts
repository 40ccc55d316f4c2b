import { type ActivationBatch, defineModel, type Model, throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { type Preprocessing, preprocess } from '@ventral/images';

const id = '__NAME__';
const scoreVersion = 1;
const size = 64;
const cells = 8;
const batchSize = 32;

const preprocessing: Preprocessing = {
  resize: { mode: 'stretch', filter: 'bilinear' },
  channelOrder: 'RGB',
  divisor: 255,
  mean: [0, 0, 0],
  std: [1, 1, 1],
};

const layers = [
  { name: 'luminance', operation: 'Mean', shape: [cells, cells] },
  { name: 'contrast', operation: 'StandardDeviation', shape: [cells, cells] },
] as const;

/**
 * Mean and standard deviation of the luminance (ITU-R BT.601, 0 to 1) in each of 8 x 8 parts of the
 * image, resized to 64 x 64 pixels.
 */
export const __EXPORT__: Model = defineModel({
  id,
  title: 'Luminance and contrast of parts of the image',
  scoreVersion,
  citation: 'ITU-R BT.601-7 (2011), Studio encoding parameters of digital television.',
  licence: 'MIT',
  visualDegrees: 8,
  regionLayers: { V1: 'contrast' },
  files: [],
  async open() {
    return {
      // A model with weights makes its digest of their hash as well.
      digest: `${id}-${scoreVersion}-${size}-${cells}`,
      layers,
      candidateLayers: layers.map(({ name }) => name),
      async *look(stimuli, names, { signal }): AsyncGenerator<ActivationBatch> {
        for (const name of names) requireLayer(name);
        for (let start = 0; start < stimuli.length; start += batchSize) {
          throwIfInterrupted(signal, `after ${start} of ${stimuli.length} images`);
          const batch = stimuli.slice(start, start + batchSize);
          const images = await Promise.all(batch.map((stimulus) => stimulus.load()));
          const inputs = images.map((image) =>
            preprocess(image, preprocessing, { width: size, height: size }, 'NHWC'),
          );
          const activations = new Map(
            names.map((name) => [
              name,
              Float32Array.from(inputs.flatMap((input) => [...measure(input, name)])),
            ]),
          );
          yield { start, count: batch.length, activations };
        }
      },
      async [Symbol.asyncDispose]() {},
    };
  },
});

/** One value a part of the image, row by row. */
function measure(input: Float32Array, layer: string): Float64Array {
  const width = size / cells;
  const [sums, squares] = [new Float64Array(cells ** 2), new Float64Array(cells ** 2)];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const pixel = (y * size + x) * 3;
      const [red = 0, green = 0, blue = 0] = input.subarray(pixel, pixel + 3);
      const luminance = 0.299 * red + 0.587 * green + 0.114 * blue;
      const cell = Math.floor(y / width) * cells + Math.floor(x / width);
      sums[cell] = (sums[cell] as number) + luminance / width ** 2;
      squares[cell] = (squares[cell] as number) + luminance ** 2 / width ** 2;
    }
  }
  if (layer === 'luminance') return sums;
  return squares.map((square, cell) =>
    Math.sqrt(Math.max(0, square - (sums[cell] as number) ** 2)),
  );
}

function requireLayer(name: string): void {
  if (layers.some((layer) => layer.name === name)) return;
  throw new VentralError('LAYER_NOT_FOUND', `The model '${id}' has no layer '${name}'.`, {
    hint: `Its layers are ${layers.map((layer) => layer.name).join(', ')}.`,
  });
}
