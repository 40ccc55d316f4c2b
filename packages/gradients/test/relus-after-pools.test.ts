import { createGraphWriter, differentiate, openGradient, weightedSum } from '@ventral/gradients';
import { buildModel, readModel } from '@ventral/onnx';
import { expect, it } from 'vitest';

const shape = [2, 2, 7, 7];
const windows = { kernel_shape: { ints: [3, 3] }, strides: { ints: [2, 2] } };
// Many equal numbers, many that are 0, and windows without any above it.
const values = Float32Array.from({ length: 196 }, (_, index) =>
  index < 49 ? -(index % 3) : ((index * 7919) % 5) - 2,
);
const x = { type: 'float32', shape, values } as const;

const networks = ['one Relu', 'a Concat of Relus', 'a Relu that more reads'] as const;

/** @param apart whether something stands between each Relu and what reads it */
async function network(kind: (typeof networks)[number], apart: boolean) {
  const graph = createGraphWriter('float32');
  const rectified = (value: string, name: string) => {
    const relu = graph.add('Relu', [value], {}, name);
    return apart ? graph.add('Identity', [relu]) : relu;
  };
  const relu = rectified('x', 'relu');
  const isConcat = kind === 'a Concat of Relus';
  const other = isConcat ? rectified(graph.add('Neg', ['x']), 'other relu') : '';
  const pooled = isConcat ? graph.add('Concat', [relu, other], { axis: { int: 1 } }, 'both') : relu;
  const largest = graph.add('MaxPool', [pooled], windows);
  const means =
    kind === 'a Relu that more reads' ? [graph.add('AveragePool', [relu], windows)] : [];
  graph.add('Sum', [largest, ...means], {}, 'y');
  return readModel(
    buildModel({
      inputs: [{ name: 'x', type: 'float32', shape }],
      outputs: [{ name: 'y', type: 'float32', shape: [2, isConcat ? 4 : 2, 3, 3] }],
      nodes: graph.nodes,
      initializers: graph.constants,
    }),
  );
}

async function slopesOf(kind: (typeof networks)[number], apart: boolean, by: string) {
  const request = { of: weightedSum('y', 'weights'), by: [by] };
  await using gradient = await openGradient(await network(kind, apart), request);
  const sizes = [2, kind === 'a Concat of Relus' ? 4 : 2, 3, 3];
  const count = sizes.reduce((product, size) => product * size, 1);
  const weights = Float32Array.from({ length: count }, (_, index) => index + 1);
  const { gradients } = await gradient.run({
    x,
    weights: { type: 'float32', shape: sizes, values: weights },
  });
  return gradients[by]?.values;
}

it.each(networks.flatMap((kind) => ['x', 'relu'].map((by) => [kind, by] as const)))(
  'the gradient through a pool of %s, by %s, is that of each in its place',
  async (kind, by) => {
    const slopes = await slopesOf(kind, false, by);
    expect(slopes?.some((slope) => slope !== 0)).toBe(true);
    expect(slopes).toEqual(await slopesOf(kind, true, by));
  },
);

it.each(networks.slice(0, 2))('behind a pool of %s fewer gradients are cut', async (kind) => {
  const { model } = await differentiate(await network(kind, false), { of: weightedSum('y') });
  const cuts = model.graph.node.filter(({ opType }) => opType === 'Greater');
  expect(cuts).toHaveLength(1);
  const pools = model.graph.node.filter(({ input }) => input.includes('relu'));
  expect(pools.map(({ opType }) => opType)).not.toContain('Greater');
});

it('a Relu that is the objective itself cuts its gradient where a pool reads it, too', async () => {
  const graph = createGraphWriter('float32');
  const relu = graph.add('Relu', ['x'], {}, 'relu');
  graph.add('MaxPool', [relu], { kernel_shape: { ints: [1, 1] } }, 'y');
  const one = [1, 1, 1, 1];
  const model = await readModel(
    buildModel({
      inputs: [{ name: 'x', type: 'float32', shape: one }],
      outputs: [{ name: 'y', type: 'float32', shape: one }],
      nodes: graph.nodes,
    }),
  );
  await using gradient = await openGradient(model, { of: 'relu', keep: ['y'] });
  const below = { type: 'float32', shape: one, values: Float32Array.of(-1) } as const;
  expect((await gradient.run({ x: below })).gradients.x?.values).toEqual(Float32Array.of(0));
});
