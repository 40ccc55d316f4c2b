import { modelOfGraph, type OnnxModel, openSession, type Tensor } from '@ventral/onnx';
import { trainEpochs, withNewOutput } from '@ventral/training';
import { expect, test } from 'vitest';
import { madeImages, madeNetwork, madeTask } from './made-training.ts';

const image: Tensor = {
  type: 'float32',
  shape: [2, 3, 8, 8],
  values: Float32Array.from({ length: 2 * 3 * 64 }, (_, index) => Math.sin(index)),
};

/** A network of four classes that ends as `kind` says. */
function madeWith(kind: 'MatMul' | 'Conv' | 'Reshape'): OnnxModel {
  const weights = (count: number) => Float32Array.from({ length: count }, (_, at) => Math.cos(at));
  const node = (operation: string, inputs: string[], output: string) => ({
    ...{ operation, inputs, outputs: [output] },
    ...(operation === 'Softmax' && { attributes: { axis: { int: 1 } } }),
  });
  const shape = kind === 'MatMul' ? [3, 4] : [4, 3, 1, 1];
  return modelOfGraph({
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, 8, 8] }],
    outputs: [{ name: 'probabilities', type: 'float32', shape: ['n', 4] }],
    initializers: [
      { name: 'weights', shape, values: weights(12) },
      { name: 'bias', shape: [4], values: weights(4) },
      { name: 'sizes', shape: [2], values: BigInt64Array.of(-1n, 4n) },
    ],
    nodes:
      kind === 'MatMul'
        ? [
            node('GlobalAveragePool', ['image'], 'pooled'),
            node('Flatten', ['pooled'], 'flat'),
            node('MatMul', ['flat', 'weights'], 'product'),
            node('Add', ['product', 'bias'], 'scores'),
            node('Softmax', ['scores'], 'probabilities'),
          ]
        : [
            node('Conv', ['image', 'weights', 'bias'], 'maps'),
            node('Relu', ['maps'], 'rectified'),
            node('GlobalAveragePool', ['rectified'], 'pooled'),
            kind === 'Conv'
              ? node('Flatten', ['pooled'], 'scores')
              : node('Reshape', ['pooled', 'sizes'], 'scores'),
            node('Softmax', ['scores'], 'probabilities'),
          ],
  });
}

test.each([
  ['Gemm', madeNetwork()],
  ['MatMul', madeWith('MatMul')],
  ['Conv', madeWith('Conv')],
  ['a reshape to four classes', madeWith('Reshape')],
])(
  'a network that ends in %s is given one for other classes, without a softmax',
  async (_, model) => {
    const renewed = await withNewOutput(model, 7, 1);
    await using session = await openSession(renewed);
    const [output] = Object.values(await session.run({ image }));
    expect(output?.shape).toEqual([2, 7]);
    const values = [...(output?.values ?? [])].map(Number);
    expect(values.every(Number.isFinite)).toBe(true);
    const sum = values.slice(0, 7).reduce((total, value) => total + value, 0);
    expect(Math.abs(sum - 1)).toBeGreaterThan(1e-3);
    const other = await withNewOutput(model, 7, 2);
    await using again = await openSession(other);
    const [drawn] = Object.values(await again.run({ image }));
    expect(drawn?.values).not.toEqual(output?.values);
  },
);

test('a network of other classes is refused, naming what helps, and learns with a new last layer', async () => {
  const labels = Array.from({ length: 20 }, (_, row) => row % 2);
  const task = (model: OnnxModel) =>
    madeTask({
      network: { model, trainable: 'all' },
      classes: 2,
      epochs: 1,
      validation: { images: madeImages(20), labels },
    });
  await expect(trainEpochs(task(madeNetwork()))).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    hint: expect.stringContaining('--new-output'),
  });
  const [pass] = madeTask().passes;
  const { classification } = await import('@ventral/training');
  const objective = classification({ logits: 'logits', labels, classes: 2 });
  const renewed = task(await withNewOutput(madeNetwork(), 2, 3));
  const state = await trainEpochs({
    ...renewed,
    passes: [{ ...pass, objectives: [{ objective }] }],
  });
  expect(state.weights['$new output.weights']?.shape).toEqual([2, 8]);
});

test('a network whose last layer has no weights is refused', async () => {
  const model = modelOfGraph({
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, 8, 8] }],
    outputs: [{ name: 'scores', type: 'float32', shape: ['n', 3] }],
    nodes: [
      { operation: 'GlobalAveragePool', inputs: ['image'], outputs: ['pooled'] },
      { operation: 'Flatten', inputs: ['pooled'], outputs: ['scores'] },
    ],
  });
  await expect(withNewOutput(model, 2, 0)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
});

test('a network that keeps its old classes further before its end is refused', async () => {
  const values = Float32Array.from({ length: 12 }, (_, at) => Math.cos(at));
  const model = modelOfGraph({
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, 8, 8] }],
    outputs: [{ name: 'scores', type: 'float32', shape: ['n', 4] }],
    initializers: [
      { name: 'weights', shape: [4, 3, 1, 1], values },
      { name: 'sizes', shape: [4], values: BigInt64Array.of(-1n, 4n, 64n, 1n) },
    ],
    nodes: [
      { operation: 'Conv', inputs: ['image', 'weights'], outputs: ['maps'] },
      { operation: 'Reshape', inputs: ['maps', 'sizes'], outputs: ['lines'] },
      { operation: 'GlobalAveragePool', inputs: ['lines'], outputs: ['pooled'] },
      { operation: 'Flatten', inputs: ['pooled'], outputs: ['scores'] },
    ],
  });
  await expect(withNewOutput(model, 7, 0)).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringMatching(/cannot be given 7 classes.*fixes the old ones/),
  });
});
