import { buildModel, growGraph, openSession, squareWindows } from '@ventral/onnx';
import { expect, it } from 'vitest';

it('a graph grows from expressions', async () => {
  const graph = growGraph();
  const weights = graph.constant('weights', [2, 2], Float32Array.of(1, 2, 3, -4));
  const product = graph.node('MatMul', ['x', weights], 'product');
  graph.node('LeakyRelu', [product], 'y', { alpha: { float: 0.5 } });
  const value = { type: 'float32', shape: ['n', 2] } as const;
  await using session = await openSession(
    buildModel({ ...graph, inputs: [{ name: 'x', ...value }], outputs: [{ name: 'y', ...value }] }),
  );
  const x = { type: 'float32', shape: [2, 2], values: Float32Array.of(1, 0, 0, 1) } as const;
  const { y } = await session.run({ x });
  expect(y?.values).toEqual(Float32Array.of(1, 2, 3, -2));
});

it('a graph takes operations of several outputs as they are', async () => {
  const graph = growGraph();
  const halves = graph.integers('halves', [1, 1]);
  const attributes = { axis: { int: 1 } };
  graph.add({ operation: 'Split', inputs: ['x', halves], outputs: ['a', 'b'], attributes });
  graph.node('Sub', ['a', 'b'], 'y');
  const inputs = [{ name: 'x', type: 'float32', shape: ['n', 2] }] as const;
  const outputs = [{ name: 'y', type: 'float32', shape: ['n', 1] }] as const;
  await using session = await openSession(buildModel({ ...graph, inputs, outputs }));
  const x = { type: 'float32', shape: [2, 2], values: Float32Array.of(5, 1, 2, 4) } as const;
  expect((await session.run({ x })).y?.values).toEqual(Float32Array.of(4, -2));
});

it('a graph has whole numbers, and windows of which only what is said is written down', () => {
  const graph = growGraph();
  graph.integers('sizes', [0, -1]);
  expect(graph.initializers).toEqual([
    { name: 'sizes', shape: [2], values: BigInt64Array.of(0n, -1n) },
  ]);
  expect(squareWindows(3)).toEqual({ kernel_shape: { ints: [3, 3] } });
  expect(squareWindows(3, 2, 1)).toEqual({
    kernel_shape: { ints: [3, 3] },
    strides: { ints: [2, 2] },
    pads: { ints: [1, 1, 1, 1] },
  });
});
