import {
  externalFiles,
  listWeights,
  modelInputs,
  modelOfGraph,
  openSession,
  readFloatWeights,
  readModel,
  replaceWeights,
  withInputs,
} from '@ventral/onnx';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

const value = { type: 'float32', shape: ['n', 2] } as const;
const model = modelOfGraph({
  inputs: [{ name: 'x', ...value }],
  outputs: [{ name: 'y', ...value }],
  nodes: [
    { operation: 'MatMul', inputs: ['x', 'w'], outputs: ['product'] },
    { operation: 'Add', inputs: ['product', 'b'], outputs: ['y'] },
  ],
  initializers: [
    { name: 'w', shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
    { name: 'b', shape: [2], values: Float32Array.of(5, 6) },
    { name: 'unused', shape: [1], values: BigInt64Array.of(1n) },
  ],
});
const x = { type: 'float32', shape: [1, 2], values: Float32Array.of(1, -1) } as const;

describe('weights by name', () => {
  it('are read, those of whole numbers left out', async () => {
    expect(await readFloatWeights(model, ['w', 'unused', 'nothing'])).toEqual({
      w: { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
    });
  });

  it('are replaced', async () => {
    const weight = { name: 'b', shape: [2], values: Float32Array.of(-1, -2) };
    const other = replaceWeights(model, [weight]);
    expect(await readFloatWeights(other, ['b', 'w'])).toEqual({
      ...(await readFloatWeights(model, ['w'])),
      b: { shape: [2], values: weight.values },
    });
    await using session = await openSession(other);
    expect((await session.run({ x })).y?.values).toEqual(Float32Array.of(-3, -4));
  });

  it('become inputs', async () => {
    const open = withInputs(model, [
      { name: 'x', ...value },
      { name: 'b', type: 'float32', shape: [2] },
    ]);
    await using session = await openSession(open);
    expect(session.inputs.map(({ name }) => name)).toEqual(['x', 'b']);
    const b = { type: 'float32', shape: [2], values: Float32Array.of(0, 1) } as const;
    expect((await session.run({ x, b })).y?.values).toEqual(Float32Array.of(-2, -1));
  });
});

describeReference('weights in another file', 'golden/onnx/external_mlp.onnx', () => {
  it('are read, and are inside the model once they are replaced', async () => {
    const external = await readModel(referencePath('golden/onnx/external_mlp.onnx'));
    expect(externalFiles(external)).toHaveLength(1);
    const names = listWeights(external).map(({ name }) => name);
    const weights = Object.entries(await readFloatWeights(external, names));
    const inside = replaceWeights(
      external,
      weights.map(([name, weight]) => ({ name, ...weight })),
    );
    expect(externalFiles(inside)).toEqual([]);
    const [input] = modelInputs(external);
    const shape = input?.shape.map((size) => size ?? 1) ?? [];
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(0.5);
    const feeds = { [input?.name ?? '']: { type: 'float32', shape, values } } as const;
    await using first = await openSession(external);
    await using second = await openSession(inside);
    expect(await second.run(feeds)).toEqual(await first.run(feeds));
  });
});
