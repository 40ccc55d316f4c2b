import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpy } from '@ventral/arrays';
import { crossEntropy, openGradient } from '@ventral/gradients';
import { readModel, type Tensor } from '@ventral/onnx';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';
import { golden, labelTensor } from './golden-cases.ts';

interface NetworkFacts {
  readonly model: string;
  readonly input: string;
  readonly output: string;
  readonly preprocessing: {
    readonly mean: readonly number[];
    readonly std: readonly number[];
    readonly layout: 'NCHW' | 'NHWC';
  };
  readonly gradients: {
    readonly labels: readonly number[];
    readonly loss: readonly number[];
    readonly file: string;
  };
}

const [size, channels] = [32, 3];
const pixels = size * size * channels;

describeReference('networks that were trained on CIFAR-10', 'data/vnncomp2021-networks', () => {
  it.each(['resnet_2b', 'resnet_4b', 'cifar10_small', 'cifar10_medium'])(
    '%s: the gradient of the loss by the pixels of each image',
    async (name) => {
      const folder = join(golden, 'nets', name);
      const facts: NetworkFacts = JSON.parse(readFileSync(join(folder, 'nets.json'), 'utf8'));
      const { preprocessing, gradients, input, output } = facts;
      const read = (path: string) => decodeNpy(readFileSync(path)).values as Float32Array;
      const images = read(referencePath('data/cifar10-mnist-exact/datasets/sdp/cifar/X_sdp.npy'));
      const expected = read(join(folder, gradients.file));
      const model = await readModel(referencePath(facts.model.replace('shared/', '')));
      await using gradient = await openGradient(model, { of: crossEntropy(output) });
      for (const [index, label] of gradients.labels.entries()) {
        const image = images.subarray(index * pixels, (index + 1) * pixels);
        const found = await gradient.run({
          [input]: prepared(image, preprocessing),
          labels: labelTensor([label]),
        });
        expect(Math.abs(found.objective - (gradients.loss[index] ?? 0))).toBeLessThan(1e-5);
        const byPixel = ofPixels(found.gradients[input] as Tensor, preprocessing);
        const wanted = expected.subarray(index * pixels, (index + 1) * pixels);
        const largest = Math.max(...wanted.map(Math.abs));
        const differences = byPixel.map((value, at) => Math.abs(value - (wanted[at] as number)));
        expect(Math.max(...differences)).toBeLessThan(1e-4 * largest);
      }
    },
  );
});

/** Where a number of an image lies in what the network takes. */
function place(index: number, { layout }: NetworkFacts['preprocessing']): number {
  if (layout === 'NHWC') return index;
  const channel = index % channels;
  return channel * size * size + Math.floor(index / channels);
}

function prepared(image: Float32Array, preprocessing: NetworkFacts['preprocessing']): Tensor {
  const values = new Float32Array(pixels);
  for (const [index, value] of image.entries()) {
    const [mean = 0, std = 1] = [preprocessing.mean, preprocessing.std].map(
      (of) => of[index % channels],
    );
    values[place(index, preprocessing)] = (value - mean) / std;
  }
  const shape =
    preprocessing.layout === 'NHWC' ? [1, size, size, channels] : [1, channels, size, size];
  return { type: 'float32', shape, values };
}

/** The normalisation is part of what is differentiated. */
function ofPixels({ values }: Tensor, preprocessing: NetworkFacts['preprocessing']): Float64Array {
  return Float64Array.from({ length: pixels }, (_, index) => {
    const std = preprocessing.std[index % channels] as number;
    return Number(values[place(index, preprocessing)]) / std;
  });
}
