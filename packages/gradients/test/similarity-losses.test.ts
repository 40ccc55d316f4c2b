import {
  linearCka,
  logOneMinusCka,
  type Objective,
  openGradient,
  representationalSimilarity,
} from '@ventral/gradients';
import { RandomState } from '@ventral/numerics';
import { type GraphValue, modelOfGraph, type OnnxModel, type Tensor } from '@ventral/onnx';
import { describe, expect, it } from 'vitest';
import { node } from './made-node.ts';

const samples = 6;
const layer: GraphValue = { name: 'x', type: 'float64', shape: ['samples', 2, 2, 3] };
const network = modelOfGraph({
  inputs: [layer],
  outputs: [],
  nodes: [node('Tanh', ['x'], ['a']), node('Sin', ['x'], ['b'])],
});

function randomNumbers(count: number, seed: number): readonly number[] {
  const random = new RandomState(seed);
  return Array.from({ length: count }, () => 2 * random.randomSample() - 1);
}

/** Numbers between -1 and 1. */
function drawn(shape: readonly number[], seed: number) {
  const count = shape.reduce((product, size) => product * size, 1);
  return doubles(shape, randomNumbers(count, seed));
}

function doubles(shape: readonly number[], values: readonly number[]) {
  return { type: 'float64', shape, values: Float64Array.from(values) } as const;
}

const x = drawn([samples, 2, 2, 3], 1);
const responses = drawn([samples, 7], 2);
const similarities = drawn([samples, samples], 3);
const mixture = drawn([2], 4);

/** Each loss, with what it takes besides the network's input. */
const losses: readonly [string, Objective, Readonly<Record<string, Tensor>>][] = [
  ['linearCka', linearCka('a'), { responses }],
  ['logOneMinusCka', logOneMinusCka('a'), { responses }],
  ...(['images', 'units', 'none'] as const).map(
    (centring) =>
      [
        `representationalSimilarity, ${centring}`,
        representationalSimilarity('a', { centring }),
        { responses },
      ] as [string, Objective, Record<string, Tensor>],
  ),
  [
    'representationalSimilarity of layers, summed, shrunk, from similarities',
    representationalSimilarity(['a', 'b'], {
      from: 'similarities',
      reduction: 'sum',
      shrinkage: 0.9,
    }),
    { similarities, mixture },
  ],
];

async function ran(of: Objective, feeds: Readonly<Record<string, Tensor>>, model = network) {
  await using gradient = await openGradient(model, { of });
  return await gradient.run(feeds);
}

describe.each(losses)('%s', (_, of, given) => {
  it('has the slope of its differences along each input that is real', async () => {
    const feeds: Readonly<Record<string, Tensor>> = { x, ...given };
    const by = Object.keys(feeds);
    await using gradient = await openGradient(network, { of, by });
    const { gradients } = await gradient.run(feeds);
    for (const [index, name] of by.entries()) {
      const fed = feeds[name] as Tensor & { values: Float64Array };
      const direction = randomNumbers(fed.values.length, 50 + index);
      const moved = async (step: number) => {
        const values = fed.values.map((value, at) => value + step * (direction[at] as number));
        return (await gradient.run({ ...feeds, [name]: { ...fed, values } })).objective;
      };
      const slope = ((await moved(1e-5)) - (await moved(-1e-5))) / 2e-5;
      const found = Array.from(gradients[name]?.values as Float64Array);
      const product = found.reduce((sum, value, at) => sum + value * (direction[at] as number), 0);
      expect(product, name).not.toBe(0);
      expect(Math.abs(product / slope - 1), name).toBeLessThan(1e-6);
    }
  });

  it('repeats no targets, and cuts none', async () => {
    const other = (name: string, rows: number): Record<string, Tensor> => {
      const square = name === 'similarities';
      return { [name]: drawn([rows, square ? rows : 7], 5) };
    };
    const [name = ''] = Object.keys(given);
    for (const rows of [1, 3, 12]) {
      const feeds = { x, ...given, ...other(name, rows) };
      await expect(ran(of, feeds)).rejects.toMatchObject({ code: 'MODEL_FAILED' });
    }
  });

  it('says that it has no value where all responses are the same', async () => {
    const alike = { ...x, values: new Float64Array(x.values.length).fill(0.3) };
    await expect(ran(of, { x: alike, ...given })).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      hint: expect.stringContaining('alike'),
    });
  });

  it('says that it has no value for one sample', async () => {
    const one = Object.entries({ x, ...given }).map(([name, { type, shape, values }]) => {
      const sizes = shape.map((size) => (size === samples ? 1 : size));
      const count = sizes.reduce((product, size) => product * size, 1);
      return [name, { type, shape: sizes, values: values.slice(0, count) } as Tensor] as const;
    });
    await expect(ran(of, Object.fromEntries(one))).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
    });
  });
});

describe('what cannot be compared is refused before anything runs', () => {
  const objectives: readonly [string, Objective][] = [
    ['linearCka', linearCka('y')],
    ['logOneMinusCka', logOneMinusCka('y')],
    ['representationalSimilarity', representationalSimilarity('y')],
  ];
  const made = (shape: readonly (number | string)[]): OnnxModel =>
    modelOfGraph({
      inputs: [{ name: 'x', type: 'float32', shape }],
      outputs: [],
      nodes: [node('Tanh', ['x'], ['y'])],
    });

  it.each(objectives)('%s: a layer without units, a batch of one', async (_, of) => {
    for (const shape of [['samples'], [1, 5]]) {
      await expect(openGradient(made(shape), { of })).rejects.toMatchObject({
        code: 'SHAPE_MISMATCH',
        message: expect.stringContaining("'y'"),
      });
    }
  });

  it.each([0, -1, 1.1, Number.NaN])('a shrinkage of %d', (shrinkage) => {
    expect(() => representationalSimilarity('y', { shrinkage })).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }),
    );
  });

  it('no layer at all', () => {
    expect(() => representationalSimilarity([])).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }),
    );
  });
});

it('a shrinkage keeps two stimuli with the same features finite', async () => {
  const values = x.values.slice();
  values.copyWithin(0, 12, 24);
  const feeds = { x: { ...x, values }, responses };
  await expect(ran(representationalSimilarity('a'), feeds)).rejects.toMatchObject({
    code: 'RESPONSES_INVALID',
  });
  const { objective } = await ran(representationalSimilarity('a', { shrinkage: 0.9999 }), feeds);
  expect(objective).toBeGreaterThan(0);
});

it('the diagonal of given similarities is not read', async () => {
  const of = representationalSimilarity('a', { from: 'similarities' });
  const values = similarities.values.slice();
  const expected = await ran(of, { x, similarities });
  for (let at = 0; at < values.length; at += samples + 1) values[at] = 1;
  const found = await ran(of, { x, similarities: { ...similarities, values } });
  expect(found).toEqual(expected);
});

it('linear CKA is 1 for the same up to rotation, scale and shift', async () => {
  const rotated = Array.from({ length: samples }, (_, row) => {
    const [a = 0, b = 0] = [0, 1].map((unit) => Math.tanh(x.values[row * 12 + unit] as number));
    return [0.6 * a - 0.8 * b, 0.8 * a + 0.6 * b].map((value) => 5 * value + 2);
  });
  const two = modelOfGraph({
    inputs: [{ name: 'x', type: 'float64', shape: ['samples', 2] }],
    outputs: [],
    nodes: [node('Tanh', ['x'], ['a'])],
  });
  const pairs = Array.from({ length: samples }, (_, row) => [
    ...x.values.slice(row * 12, row * 12 + 2),
  ]);
  const feeds = {
    x: doubles([samples, 2], pairs.flat()),
    responses: doubles([samples, 2], rotated.flat()),
  };
  expect((await ran(linearCka('a'), feeds, two)).objective).toBeCloseTo(1, 12);
});
