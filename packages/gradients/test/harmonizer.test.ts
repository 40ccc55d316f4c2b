import {
  addSaliency,
  crossEntropy,
  type HarmonizerOptions,
  harmonizer,
  type Objective,
  openGradient,
  sumOf,
} from '@ventral/gradients';
import { RandomState } from '@ventral/numerics';
import {
  type GraphConstant,
  modelOfGraph,
  type OnnxModel,
  openSession,
  type Tensor,
} from '@ventral/onnx';
import { describe, expect, it } from 'vitest';
import { labelTensor } from './golden-cases.ts';
import { node } from './made-node.ts';

const [images, height, width] = [3, 7, 10];
const mapShape = [images, height, width] as const;

function drawn(shape: readonly number[], seed: number): Float64Array {
  const random = new RandomState(seed);
  const count = shape.reduce((product, size) => product * size, 1);
  return Float64Array.from({ length: count }, () => random.standardNormal());
}

const doubles = (shape: readonly number[], values: Float64Array) =>
  ({ type: 'float64', shape, values }) as const;
const floats = (shape: readonly number[], seed: number) =>
  ({ type: 'float32', shape, values: Float32Array.from(drawn(shape, seed)) }) as const;

const saliency = doubles(mapShape, drawn(mapShape, 1));
const human = doubles(mapShape, drawn(mapShape, 2));
const tokens = doubles([images], Float64Array.of(1, 0, 0.5));

/** Maps of any number of images, as a value of a network. */
function mapsOf(shape: readonly (number | string)[]): OnnxModel {
  return modelOfGraph({
    inputs: [{ name: 'map', type: 'float64', shape }],
    outputs: [],
    nodes: [node('Identity', ['map'], ['saliency'])],
  });
}

const maps = mapsOf(['samples', height, width]);

async function ran(of: Objective, feeds: Readonly<Record<string, Tensor>>) {
  const by = Object.keys(feeds);
  await using gradient = await openGradient(maps, { of, by });
  return await gradient.run(feeds);
}

const variants = ['code', 'paper'] as const;

describe.each(variants)('the harmonizer as in the %s', (variant) => {
  it.each([1, 3, 5])('is what its definition says, over %i levels', async (levels) => {
    const options = { variant, levels, tokens: 'tokens' };
    const feeds = { map: saliency, human, tokens };
    const { objective } = await ran(harmonizer('saliency', options), feeds);
    expect(objective).toBeCloseTo(byDefinition(options), 10);
  });

  it('has the slope of its differences by the human maps and by the tokens', async () => {
    const of = harmonizer('saliency', { variant, levels: 3, tokens: 'tokens' });
    await expectSlopes(of, ['human', 'tokens']);
  });

  it('is without tokens what it is with tokens of 1', async () => {
    const ones = doubles([images], Float64Array.of(1, 1, 1));
    const feeds = { map: saliency, human };
    const plain = await ran(harmonizer('saliency', { variant }), feeds);
    const all = harmonizer('saliency', { variant, tokens: 'tokens' });
    const weighted = await ran(all, { ...feeds, tokens: ones });
    expect(weighted.objective).toBe(plain.objective);
    expect(weighted.gradients.map).toEqual(plain.gradients.map);
  });

  it('moves no image that has no map', async () => {
    const of = harmonizer('saliency', { variant, tokens: 'tokens' });
    const { gradients } = await ran(of, { map: saliency, human, tokens });
    const size = height * width;
    const values = Array.from(gradients.map?.values as Float64Array);
    const isMoved = [0, 1, 2].map((image) =>
      values.slice(image * size, (image + 1) * size).some((value) => value !== 0),
    );
    expect(isMoved).toEqual([true, false, true]);
  });

  it('has a value and no slope where saliency or a map is the same everywhere', async () => {
    const flat = doubles(mapShape, new Float64Array(saliency.values.length));
    const of = harmonizer('saliency', { variant });
    const { gradients } = await ran(of, { map: flat, human });
    expect(new Set(gradients.map?.values as Float64Array)).toEqual(new Set([0]));
    expect((await ran(of, { map: saliency, human: flat })).objective).toBeGreaterThan(0);
    expect((await ran(of, { map: flat, human: flat })).objective).toBeCloseTo(0, 5);
  });

  it('repeats no maps and no tokens', async () => {
    const of = harmonizer('saliency', { variant, tokens: 'tokens' });
    const feeds = { map: saliency, human, tokens };
    const wrong: readonly (readonly [string, readonly number[]])[] = [
      ['human', [1, height, width]],
      ['human', [images, width, height + 1]],
      ['tokens', [1]],
      ['tokens', [images + 1]],
    ];
    for (const [name, shape] of wrong) {
      const other = { [name]: doubles(shape, drawn(shape, 3)) };
      await expect(ran(of, { ...feeds, ...other })).rejects.toMatchObject({ code: 'MODEL_FAILED' });
    }
  });
});

it('the harmonizer as in the paper has the slope of its differences by the saliency', async () => {
  await expectSlopes(harmonizer('saliency', { variant: 'paper', levels: 3, tokens: 'tokens' }), [
    'map',
  ]);
});

it('the harmonizer as in the code takes the largest saliency for a constant', async () => {
  // What scales the human map rises with the saliency: a difference that is taken as a whole sees it.
  const of = harmonizer('saliency', { levels: 3, tokens: 'tokens' });
  const { found, slope } = await slopesOf(of, 'map');
  expect(Math.abs(found / slope - 1)).toBeGreaterThan(1e-3);
});

it.each([0, -1, 1.5, Number.NaN])('%d levels are refused', (levels) => {
  expect(() => harmonizer('saliency', { levels })).toThrow(
    expect.objectContaining({ code: 'OPTION_INVALID' }),
  );
});

it('what is no map an image is refused before anything runs', async () => {
  for (const shape of [
    ['samples', height],
    ['samples', 1, height, width],
  ]) {
    const opening = openGradient(mapsOf(shape), { of: harmonizer('saliency') });
    await expect(opening).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
  }
});

const side = 8;

/** A small network with what networks have: borders, pools, rectification; images as rows of pixels or not. */
function classifier(
  layout: 'NCHW' | 'NHWC' = 'NCHW',
  moved: { name?: string; by?: readonly number[] } = {},
): OnnxModel {
  const weight = (name: string, shape: readonly number[], seed: number): GraphConstant => ({
    name,
    shape,
    values: Float32Array.from(
      drawn(shape, seed),
      (value, at) => value / 2 + (moved.name === name ? (moved.by?.[at] ?? 0) : 0),
    ),
  });
  const isRows = layout === 'NHWC';
  const pads = { pads: { ints: [1, 1, 1, 1] }, kernel_shape: { ints: [3, 3] } };
  return modelOfGraph({
    inputs: [
      {
        name: 'x',
        type: 'float32',
        shape: isRows ? ['n', side, side, 3] : ['n', 3, side, side],
      },
    ],
    outputs: [{ name: 'logits', type: 'float32', shape: ['n', 4] }],
    initializers: [
      weight('w1', [5, 3, 3, 3], 11),
      weight('b1', [5], 12),
      weight('w2', [6, 5, 3, 3], 13),
      weight('w3', [6, 4], 14),
    ],
    nodes: [
      ...(isRows ? [node('Transpose', ['x'], ['c'], { perm: { ints: [0, 3, 1, 2] } })] : []),
      node('Conv', [isRows ? 'c' : 'x', 'w1', 'b1'], ['a'], pads),
      node('Softplus', ['a'], ['s']),
      node('MaxPool', ['s'], ['p'], { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } }),
      node('Conv', ['p', 'w2'], ['q'], pads),
      node('Tanh', ['q'], ['r']),
      node('GlobalAveragePool', ['r'], ['g']),
      node('Flatten', ['g'], ['f']),
      node('MatMul', ['f', 'w3'], ['logits']),
    ],
  });
}

describe('the saliency of a network', () => {
  const x = floats([images, 3, side, side], 21);
  const labels = labelTensor([2, 0, 3]);

  it('is the mean over channels of what the logit of the label changes by', async () => {
    const found = await saliencyOf(classifier(), { x, labels });
    expect(found.shape).toEqual([images, side, side]);
    await using session = await openSession(classifier());
    // All channels of a place change together: three times their mean.
    const moved = async (place: number, by: number) => {
      const values = x.values.map((value, at) => (at % 64 === place ? value + by : value));
      const { logits } = await session.run({ x: { ...x, values } });
      return logits?.values as Float32Array;
    };
    const step = 0.01;
    for (const place of [0, 7, 20, 37, 63]) {
      const [up, down] = [await moved(place, step), await moved(place, -step)];
      for (const [image, label] of [2, 0, 3].entries()) {
        const at = image * 4 + label;
        const slope = ((up[at] as number) - (down[at] as number)) / (2 * step);
        const value = (found.values as Float32Array)[image * 64 + place] as number;
        expect(value).toBeCloseTo(slope / 3, 3);
      }
    }
  });

  it('is of the highest logit where that is asked for, and takes no labels then', async () => {
    await using session = await openSession(classifier());
    const logits = (await session.run({ x })).logits?.values as Float32Array;
    const highest = [0, 1, 2].map((image) => {
      const own = logits.slice(image * 4, (image + 1) * 4);
      return own.indexOf(Math.max(...own));
    });
    const request = { input: 'x', logits: 'logits', of: 'highest' } as const;
    const { model, saliency } = await addSaliency(classifier(), request);
    await using salient = await openSession(model);
    expect(salient.inputs.map(({ name }) => name)).toEqual(['x']);
    const found = (await salient.run({ x }))[saliency];
    const named = await saliencyOf(classifier(), { x, labels: labelTensor(highest) });
    expect(found?.values).toEqual(named.values);
  });

  it('is the same for channels that come last', async () => {
    const rows = floats([images, side, side, 3], 0);
    for (let index = 0; index < rows.values.length; index++) {
      const [image, place] = [Math.floor(index / 192), Math.floor((index % 192) / 3)];
      rows.values[index] = x.values[image * 192 + (index % 3) * 64 + place] as number;
    }
    const first = await saliencyOf(classifier(), { x, labels });
    const last = await saliencyOf(classifier('NHWC'), { x: rows, labels }, 3);
    expect(last.shape).toEqual(first.shape);
    for (const [index, value] of (last.values as Float32Array).entries()) {
      expect(value).toBeCloseTo((first.values as Float32Array)[index] as number, 6);
    }
  });

  it('is learnt by the weights, together with the classes, from labels that are fed once', async () => {
    const request = { input: 'x', logits: 'logits' };
    const { model, saliency } = await addSaliency(classifier(), request);
    const of = sumOf([
      [1, crossEntropy('logits')],
      [0.7, harmonizer(saliency, { variant: 'paper', levels: 3 })],
    ]);
    const by = ['w1', 'b1', 'w2', 'w3'];
    await using gradient = await openGradient(model, { of, by });
    const human = floats([images, side, side], 22);
    const feeds = { x, labels, human };
    const { gradients } = await gradient.run(feeds);
    const objectiveOf = async (changed: OnnxModel) => {
      const added = await addSaliency(changed, request);
      await using moved = await openGradient(added.model, { of, by: ['x'] });
      return (await moved.run(feeds)).objective;
    };
    for (const name of by) {
      // Along the gradient itself; float32 leaves few digits of a difference.
      const slope = Array.from(gradients[name]?.values as Float32Array);
      const length = Math.hypot(...slope);
      const step = 0.0003;
      const along = (sign: number) =>
        classifier('NCHW', { name, by: slope.map((value) => (sign * step * value) / length) });
      const difference = (await objectiveOf(along(1))) - (await objectiveOf(along(-1)));
      expect(Math.abs(difference / (2 * step) / length - 1), name).toBeLessThan(0.005);
    }
  });

  it('refuses labels that are no class, and logits that are no row an image', async () => {
    const wrong = saliencyOf(classifier(), { x, labels: labelTensor([2, 0, 4]) });
    await expect(wrong).rejects.toMatchObject({ code: 'MODEL_FAILED' });
    const others = addSaliency(classifier(), { input: 'x', logits: 'r' });
    await expect(others).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
  });
});

async function saliencyOf(
  network: OnnxModel,
  feeds: Readonly<Record<string, Tensor>>,
  channelAxis: 1 | 3 = 1,
): Promise<Tensor> {
  const request = { input: 'x', logits: 'logits', channelAxis };
  const { model, saliency } = await addSaliency(network, request);
  await using session = await openSession(model);
  return (await session.run(feeds))[saliency] as Tensor;
}

/** The slope along a direction that is drawn, by the gradient and by differences. */
async function slopesOf(of: Objective, name: 'map' | 'human' | 'tokens') {
  const given = { map: saliency, human, tokens };
  await using gradient = await openGradient(maps, { of, by: [name] });
  const { values, shape } = given[name];
  const direction = drawn(shape, 31);
  const moved = async (step: number) => {
    const changed = values.map((value, at) => value + step * (direction[at] as number));
    return (await gradient.run({ ...given, [name]: doubles(shape, changed) })).objective;
  };
  const slope = ((await moved(1e-6)) - (await moved(-1e-6))) / 2e-6;
  const { gradients } = await gradient.run(given);
  const own = Array.from(gradients[name]?.values as Float64Array);
  const found = own.reduce((sum, value, at) => sum + value * (direction[at] as number), 0);
  return { found, slope };
}

async function expectSlopes(
  of: Objective,
  names: readonly ('map' | 'human' | 'tokens')[],
): Promise<void> {
  for (const name of names) {
    const { found, slope } = await slopesOf(of, name);
    expect(found, name).not.toBe(0);
    expect(Math.abs(found / slope - 1), name).toBeLessThan(1e-6);
  }
}

type Map2d = readonly (readonly number[])[];

/** The loss of the maps above, one image after another, in loops. */
function byDefinition({ variant, levels = 5 }: HarmonizerOptions): number {
  const mapOf = (values: Float64Array, image: number): Map2d =>
    Array.from({ length: height }, (_, row) => {
      const from = (image * height + row) * width;
      return Array.from(values.slice(from, from + width));
    });
  const pairs = [0, 1, 2].map((image) => [
    mapOf(saliency.values, image),
    mapOf(human.values, image),
  ]) as [Map2d, Map2d][];
  const weight = (image: number) => tokens.values[image] as number;
  if (variant === 'paper') {
    const sums = Array.from({ length: levels }, (_, level) =>
      pairs.reduce((sum, [own, given], image) => {
        const [a, b] = [own, given].map((map) => standing(reduced(map, level)).flat());
        return sum + weight(image) * Math.hypot(...differences(a, b));
      }, 0),
    );
    return sums.reduce((sum, one) => sum + one / images, 0);
  }
  const means = Array.from({ length: levels }, (_, level) => {
    const squares = pairs.flatMap(([own, given], image) => {
      const [s, h] = [standing(own), standing(given)];
      const scale = (Math.max(...s.flat()) + 1e-6) / (Math.max(...h.flat()) + 1e-6);
      const scaled = h.map((row) => row.map((value) => value * scale));
      const [a, b] = [s, scaled].map((map) => reduced(map, level).flat());
      return differences(a, b).map((value) => weight(image) * value ** 2);
    });
    return squares.reduce((sum, one) => sum + one, 0) / squares.length;
  });
  return means.reduce((sum, one) => sum + one, 0) / levels;
}

function differences(a: readonly number[] = [], b: readonly number[] = []): readonly number[] {
  return a.map((value, at) => value - (b[at] as number));
}

function standing(map: Map2d): Map2d {
  const all = map.flat();
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
  const deviation = Math.sqrt(all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / all.length);
  return map.map((row) => row.map((value) => Math.max(0, (value - mean) / (deviation + 1e-5))));
}

/** The convolution as it is said: 5 x 5 weights at every second place of a map with borders of zeros. */
function reduced(map: Map2d, level: number): Map2d {
  if (level === 0) return map;
  const binomial = [1, 4, 6, 4, 1];
  const sizes = [map.length, map[0]?.length ?? 0];
  const [rows = 0, columns = 0] = sizes.map((size) => Math.ceil(size / 2));
  const [top = 0, left = 0] = sizes.map((size) =>
    Math.floor(Math.max(0, (Math.ceil(size / 2) - 1) * 2 + 5 - size) / 2),
  );
  const next = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      let sum = 0;
      for (const [i, a] of binomial.entries()) {
        for (const [j, b] of binomial.entries()) {
          sum += (a * b * (map[2 * row + i - top]?.[2 * column + j - left] ?? 0)) / 256;
        }
      }
      return sum;
    }),
  );
  return reduced(next, level - 1);
}
