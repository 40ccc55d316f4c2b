import type { LinearReadout, OpenModel, RunContext } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import {
  buildModel,
  deviceTolerance,
  type ModelLayer,
  openSession,
  readModel,
} from '@ventral/onnx';
import { describeAdapter, describeReference, madeImage, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';
import { openOnnxRun } from '../src/open-onnx-run.ts';

const wave = (length: number, step: number) =>
  Float32Array.from({ length }, (_, place) => Math.sin(1 + step * place) / 4);

const device = 'webgpu' as const;

/** A row of pixels is repeated to 576 MB on the way: two do not fit into a buffer of 1 GiB. */
const wide = buildModel({
  inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, 2, 2] }],
  outputs: [{ name: 'pixels', type: 'float32', shape: ['n', 12, 1] }],
  initializers: [
    { name: 'column', shape: [3], values: BigInt64Array.of(0n, 12n, 1n) },
    { name: 'repeated', shape: [3], values: BigInt64Array.of(1n, 12n, 12_000_000n) },
    { name: 'first', shape: [1], values: BigInt64Array.of(0n) },
    { name: 'second', shape: [1], values: BigInt64Array.of(1n) },
    { name: 'last', shape: [1], values: BigInt64Array.of(2n) },
  ],
  nodes: [
    { operation: 'Reshape', inputs: ['image', 'column'], outputs: ['row'] },
    { operation: 'Expand', inputs: ['row', 'repeated'], outputs: ['wide'] },
    { operation: 'Slice', inputs: ['wide', 'first', 'second', 'last'], outputs: ['pixels'] },
  ],
});

const pixelLayer: ModelLayer = {
  name: 'pixels',
  operation: 'Slice',
  type: 'float32',
  shape: [12, 1],
  imageAxis: 0,
  isCut: false,
};
const images = wave(24, 1);

describeAdapter('a batch that is too large for the memory of webgpu', () => {
  it('fails as it is', async () => {
    await using session = await openSession(wide, { device });
    const image = { type: 'float32', shape: [2, 3, 2, 2], values: images } as const;
    await expect(session.run({ image })).rejects.toMatchObject({ code: 'DEVICE_MEMORY' });
  });

  it('is run in halves', async () => {
    const size = { width: 2, height: 2 };
    const network = {
      name: 'wide',
      network: await readModel(wide),
      input: { name: 'image', type: 'float32', layout: 'NCHW', size, batch: undefined },
      layers: [pixelLayer],
    } as const;
    await using run = await openOnnxRun(network, ['pixels'], device);
    const found = (await run.run(images, 2, ['a', 'b'])).get('pixels');
    expect(found).toEqual({ shape: [2, 12, 1], values: images });
  });
});

const file = 'data/vnncomp2021-networks/cifar10_small.onnx';
const layer = 'sequential/conv2d_1/Relu:0';
const pixels = Float32Array.from(
  [1, 2, 3].flatMap((seed) => Array.from(madeImage(seed, 32, 32).data)),
  (level) => level / 255,
);
const readout: LinearReadout = {
  layer,
  weights: { shape: [576, 4], values: wave(4 * 576, 0.9) },
  intercepts: wave(4, 1),
};

type Compute = (model: OpenModel, context: RunContext) => Promise<readonly Float32Array[]>;

const ways: readonly (readonly [string, Compute])[] = [
  [
    'of a class',
    async (model, context) => {
      await using gradient = await model.openGradient!({ class: 3 }, context);
      return [(await gradient.run(pixels)).gradients];
    },
  ],
  [
    'of predicted responses',
    async (model, context) => {
      await using gradient = await model.openReadout!(readout, 'one-hot', context);
      const { responses, gradients } = await gradient.run(pixels, wave(12, 2));
      return [responses, gradients];
    },
  ],
  [
    'of what is lost by labels',
    async (model, context) => {
      await using classifier = await model.openClassifier!(context);
      const { scores, gradients } = await classifier.slopes(pixels, [0, 5, 9]);
      return [await classifier.scores(pixels), scores, gradients];
    },
  ],
];

describeReference('gradients', file, () => {
  describeAdapter('on webgpu, beside the CPU', () => {
    it.each(ways)('%s', async (_, compute) => {
      const context = createRunContext();
      await using model = await networkModel({
        id: 'small',
        title: 'Small',
        network: referencePath(file),
        preprocessing: preprocessings.torch,
      }).open(context);
      const expected = await compute(model, context);
      const found = await compute(model, { ...context, device });
      for (const [index, values] of expected.entries()) {
        const largest = Math.max(...values.map(Math.abs));
        expect(largest).toBeGreaterThan(0);
        const distances = values.map((value, place) => Math.abs(value - found[index]![place]!));
        expect(Math.max(...distances)).toBeLessThan(deviceTolerance * largest);
        // The device computed them: it adds up in another order.
        expect(found[index]).not.toEqual(values);
      }
    });
  });
});
