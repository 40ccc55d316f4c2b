import { createGraphWriter, differentiate, weightedSum } from '@ventral/gradients';
import { buildModel, readModel } from '@ventral/onnx';
import { expectSlopes } from '@ventral/testing';
import { expect, it } from 'vitest';

const shape = [1, 3, 4, 4];
const operators = ['ScatterND', 'ScatterElements'] as const;

/** Puts twice the first numbers of an image into its square, at two places or at two of each row. */
async function network(operation: (typeof operators)[number], reduction: string) {
  const graph = createGraphWriter('float32');
  const isND = operation === 'ScatterND';
  const sizes = graph.integers(isND ? [48] : [3, 16]);
  const rows = graph.add('Reshape', [graph.add('Mul', ['x', 'x']), sizes]);
  const first = graph.add('Reshape', ['x', graph.integers([48])]);
  const count = isND ? 2 : 6;
  const bounds = [graph.integers([0]), graph.integers([count])];
  const twice = graph.add('Add', [...Array(2)].fill(graph.add('Slice', [first, ...bounds])));
  const target = graph.integers(isND ? [2] : [3, 2]);
  const updates = graph.add('Reshape', [twice, target]);
  const places = graph.integers(isND ? [5, 40] : [5, 9, 0, 15, 3, 7]);
  const indices = graph.add('Reshape', [places, graph.integers(isND ? [2, 1] : [3, 2])]);
  const attributes = { reduction: { string: reduction }, ...(!isND && { axis: { int: 1 } }) };
  graph.add(operation, [rows, indices, updates], attributes, 'y');
  return readModel(
    buildModel({
      inputs: [{ name: 'x', type: 'float32', shape }],
      outputs: [{ name: 'y', type: 'float32', shape: isND ? [48] : [3, 16] }],
      nodes: graph.nodes,
      initializers: graph.constants,
    }),
  );
}

it.each(
  operators.flatMap((name) => ['none', 'add'].map((reduction) => [name, reduction] as const)),
)(
  '%s, reduction %s, slopes by what is put in and what it is put into',
  async (operation, reduction) => {
    await expectSlopes(await network(operation, reduction), { value: 'y' });
  },
);

it.each(operators)('%s that multiplies is refused', async (operation) => {
  const found = differentiate(await network(operation, 'mul'), { of: weightedSum('y') });
  await expect(found).rejects.toMatchObject({ code: 'GRADIENT_UNAVAILABLE' });
});
