import { buildModel, growGraph, openSession } from '@ventral/onnx';
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
