import { countValues, type NdArray } from '@ventral/arrays';
import { RandomState } from '@ventral/numerics';
import { buildModel, openSession } from '@ventral/onnx';
import {
  computeGradients,
  drawParameters,
  type NamedArrays,
  type Network,
  type NetworkLayer,
  onnxTrainingEngine,
  trainedGraph,
  type Windows,
} from '@ventral/training';
import { describe, expect, it } from 'vitest';
import { computePlainly, plainCrossEntropy } from './plain-network.ts';

const images = 2;
const classes = 4;
const imageShape = [2, 8, 7];
const labels = [3, 0];

/** The layers between, under a classifier and after a convolution that learns through them. */
function around(...layers: NetworkLayer[]): Network {
  return {
    layers: [
      { kind: 'input', name: 'image', shape: imageShape },
      {
        kind: 'conv2d',
        name: 'first',
        input: 'image',
        filters: 3,
        windows: { size: 3, padding: 1 },
      },
      ...layers,
      { kind: 'flatten', name: 'flat', input: layers.at(-1)?.name ?? 'first' },
      { kind: 'dense', name: 'class', input: 'flat', units: classes },
    ],
  };
}

function conv2d(windows: Windows, input = 'first'): NetworkLayer {
  return { kind: 'conv2d', name: `conv of ${input}`, input, filters: 2, windows };
}

function maxPool2d(windows: Windows, input = 'first'): NetworkLayer {
  return { kind: 'maxPool2d', name: `pool of ${input}`, input, windows };
}

const networks: Readonly<Record<string, Network>> = {
  'a convolution of single pixels': around(conv2d({ size: 1 })),
  'a convolution that keeps the size': around(conv2d({ size: 5, padding: 2 })),
  'a convolution by strides': around(conv2d({ size: 5, stride: 2, padding: 2 })),
  'a convolution that leaves pixels out': around(conv2d({ size: 2, stride: 3 })),
  'a pool': around(maxPool2d({ size: 2, stride: 2 })),
  'a pool of windows that overlap': around(maxPool2d({ size: 3, stride: 2, padding: 1 })),
  'several layers': around(
    { kind: 'relu', name: 'relu', input: 'first' },
    maxPool2d({ size: 3, stride: 2 }, 'relu'),
    conv2d({ size: 3, stride: 2, padding: 1 }, 'pool of relu'),
    { kind: 'relu', name: 'last', input: 'conv of pool of relu' },
  ),
};

describe.each(Object.entries(networks))('%s', (_name, network) => {
  const random = new RandomState(0);
  const image = drawArray(random, [images, ...imageShape]);
  const samples = Array.from({ length: images }, (_, index) => {
    const size = image.values.length / images;
    const values = Float64Array.from(image.values.slice(index * size, (index + 1) * size));
    return { shape: imageShape, values };
  });
  const parameters = drawAll(random, network);

  it('is what plain loops compute', async () => {
    const targets = oneHot(labels);
    await using training = await onnxTrainingEngine.begin({
      network,
      loss: 'softmaxCrossEntropy',
      optimizer: { learningRate: 0.1 },
      batchSize: images,
      inputs: { image },
      targets,
      initialParameters: parameters,
    });
    const plain = samples.map((sample) => computePlainly(network, parameters, sample));
    for (const { name } of network.layers.slice(1)) {
      const { shape, values } = await training.predict({ image }, name);
      const expected = plain.flatMap((layers) => [...(layers.get(name)?.values ?? [])]);
      expect(shape).toEqual([images, ...(plain[0]?.get(name)?.shape ?? [])]);
      expect(relativeError(values, expected)).toBeLessThan(1e-6);
    }
  });

  it('is the same as a graph of its own', async () => {
    await using session = await openSession(buildModel(trainedGraph(network, parameters)));
    const feed = { type: 'float32', shape: image.shape, values: image.values } as const;
    const { class: scores } = await session.run({ image: feed });
    const plain = samples.flatMap((sample) => [
      ...(computePlainly(network, parameters, sample).get('class')?.values ?? []),
    ]);
    expect(scores?.shape).toEqual([images, classes]);
    expect(relativeError(scores?.values as Float32Array, plain)).toBeLessThan(1e-6);
  });

  it('has the gradients of finite differences', async () => {
    const { loss, gradients } = await computeGradients({
      network,
      loss: 'softmaxCrossEntropy',
      inputs: { image },
      targets: oneHot(labels),
      initialParameters: parameters,
    });
    const lossAt = (changed: NamedArrays) => plainCrossEntropy(network, changed, samples, labels);
    expect(loss).toBeCloseTo(lossAt(parameters), 5);
    for (const [name, { shape, values }] of Object.entries(parameters)) {
      const step = 1e-5;
      // Some fifty of each parameter, spread over it.
      const indices = [...values.keys()].filter(
        (index) => index % Math.ceil(values.length / 50) === 0,
      );
      const differences = indices.map((index) => {
        const [up, down] = [step, -step].map((change) => {
          const moved = Float64Array.from(values);
          moved[index]! += change;
          return lossAt({ ...parameters, [name]: { shape, values: moved } });
        }) as [number, number];
        return (up - down) / (2 * step);
      });
      expect(gradients[name]?.shape).toEqual(shape);
      const actual = indices.map((index) => gradients[name]?.values[index] as number);
      const error = relativeError(actual, differences);
      expect(error, name).toBeLessThan(2e-6);
    }
  });
});

describe('what cannot be computed', () => {
  it.each<readonly [NetworkLayer, string]>([
    [conv2d({ size: 12 }), 'windows of 12 pixels over images of 8 x 7'],
    [conv2d({ size: 3, stride: 0 }), 'stride 0'],
    [maxPool2d({ size: 2, padding: 2 }), 'padding is less than size'],
    [
      { kind: 'conv2d', name: 'none', input: 'first', filters: 0, windows: { size: 1 } },
      '0 filters',
    ],
  ])('%o', (layer, reason) => {
    const drawing = () => drawParameters(around(layer), new RandomState(0));
    expect(drawing).toThrow(reason);
    expect(drawing).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });

  it('rows that are no images', () => {
    const network = around(
      { kind: 'flatten', name: 'row', input: 'first' },
      maxPool2d({ size: 2 }, 'row'),
    );
    expect(() => drawParameters(network, new RandomState(0))).toThrow(
      'reads samples of shape [168], not [channels, height, width]',
    );
  });

  it('float64', async () => {
    const network = around(conv2d({ size: 1 }));
    const random = new RandomState(0);
    const computing = computeGradients({
      network,
      loss: 'softmaxCrossEntropy',
      inputs: { image: drawArray(random, [images, ...imageShape]) },
      targets: oneHot(labels),
      initialParameters: drawParameters(network, random),
      precision: 'float64',
    });
    await expect(computing).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});

function drawArray(random: RandomState, shape: readonly number[], scale = 1): NdArray {
  const length = countValues(shape);
  return { shape, values: Float32Array.from({ length }, () => scale * random.standardNormal()) };
}

/** Parameters, biases included, that leave no layer silent. */
function drawAll(random: RandomState, network: Network): NamedArrays {
  const drawn = Object.entries(drawParameters(network, random));
  return Object.fromEntries(
    drawn.map(([name, { shape }]) => {
      const fan =
        shape.length === 1 ? 4 : shape.slice(shape.length === 2 ? 0 : 1).reduce((a, b) => a * b);
      return [name, drawArray(random, shape, 1 / Math.sqrt(fan))];
    }),
  );
}

function oneHot(which: readonly number[]): NdArray {
  const values = new Float32Array(which.length * classes);
  for (const [row, label] of which.entries()) values[row * classes + label] = 1;
  return { shape: [which.length, classes], values };
}

/** The largest difference, as a share of the largest value. */
function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [worst, largest] = [actual.length === expected.length ? 0 : Number.POSITIVE_INFINITY, 0];
  for (let index = 0; index < expected.length; index++) {
    worst = Math.max(worst, Math.abs(actual[index]! - expected[index]!));
    largest = Math.max(largest, Math.abs(expected[index]!));
  }
  return worst / largest;
}
