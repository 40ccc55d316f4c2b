import {
  differentiate,
  type GradientRequest,
  meanSquaredError,
  type Objective,
  openGradient,
  squaredNorm,
  sumOf,
  weightedSum,
} from '@ventral/gradients';
import {
  type GraphConstant,
  type GraphNode,
  type GraphValue,
  modelOfGraph,
  type OnnxModel,
  openSession,
  type Tensor,
  tensorOfFloats,
  toFloat32,
} from '@ventral/onnx';
import { describe, expect, it } from 'vitest';
import { node } from './made-node.ts';

const row = (samples: number | string, type: GraphValue['type'] = 'float32'): GraphValue => ({
  name: 'x',
  type,
  shape: [samples, 4],
});

function network(
  nodes: readonly GraphNode[],
  initializers: readonly GraphConstant[] = [],
  inputs: readonly GraphValue[] = [row('samples')],
  opset = 17,
): OnnxModel {
  return modelOfGraph({ inputs, outputs: [], nodes, initializers, opset });
}

const numbers = (name: string, ...values: number[]): GraphConstant => ({
  name,
  shape: [values.length],
  values: Float32Array.from(values),
});

function floats(
  shape: readonly number[],
  from = 1,
): { readonly type: 'float32'; readonly shape: readonly number[]; readonly values: Float32Array } {
  const count = shape.reduce((product, size) => product * size, 1);
  const values = Float32Array.from({ length: count }, (_, index) => Math.sin(from + index));
  return { type: 'float32', shape, values };
}

async function slopes(
  model: OnnxModel,
  request: GradientRequest,
  feeds: Readonly<Record<string, Tensor>>,
): Promise<Readonly<Record<string, readonly number[]>>> {
  await using gradient = await openGradient(model, request);
  const { gradients } = await gradient.run(feeds);
  return Object.fromEntries(
    Object.entries(gradients).map(([name, tensor]) => [name, [...toFloat32(tensor)]]),
  );
}

const sum = (value: string): Objective => ({
  write: ({ graph, value: find }) =>
    graph.add('ReduceSum', [find(value)], { keepdims: { int: 0 } }),
});

const close = (values: readonly number[] = [], expected: readonly number[] = [], digits = 5) => {
  expect(values).toHaveLength(expected.length);
  for (const [index, value] of values.entries()) {
    expect(value).toBeCloseTo(expected[index] as number, digits);
  }
};

const nodes = [
  node('MatMul', ['x', 'w'], ['h']),
  node('Tanh', ['h'], ['t']),
  node('Mul', ['t', 'x'], ['m']),
  node('Softmax', ['m'], ['y'], { axis: { int: 1 } }),
];
const square: GraphConstant = { name: 'w', shape: [4, 4], values: floats([4, 4], 5).values };

describe('samples', () => {
  it('have the gradient that they have alone, in an open batch as in a fixed one', async () => {
    const request = { of: weightedSum('y', 'v') };
    const [x, v] = [floats([3, 4]), floats([3, 4], 40)];
    const open = network(nodes, [square]);
    const { x: whole = [] } = await slopes(open, request, { x, v });
    close((await slopes(network(nodes, [square], [row(3)]), request, { x, v })).x, whole, 6);
    const single = network(nodes, [square], [row(1)]);
    for (const sample of [0, 1, 2]) {
      const part = (all: Float32Array) => ({
        type: 'float32' as const,
        shape: [1, 4],
        values: all.slice(4 * sample, 4 * sample + 4),
      });
      const feeds = { x: part(x.values), v: part(v.values) };
      const expected = whole.slice(4 * sample, 4 * sample + 4);
      close((await slopes(single, request, feeds)).x, expected, 6);
      close((await slopes(open, request, feeds)).x, expected, 6);
    }
  });

  it('may be arranged among other axes before the value of an objective', async () => {
    const model = network(
      [node('Reshape', ['x', 'pairs'], ['p']), node('Exp', ['p'], ['y'])],
      [{ name: 'pairs', shape: [2], values: BigInt64Array.of(-1n, 2n) }],
    );
    const x = floats([3, 4]);
    for (const of of [weightedSum('y', 'v'), meanSquaredError('y', 'v')]) {
      const found = await slopes(model, { of }, { x, v: floats([6, 2]) });
      expect(found.x?.every((value) => value !== 0)).toBe(true);
    }
  });
});

describe('precision', () => {
  it.each([
    ['float16', 2],
    ['float64', 6],
  ] as const)('%s', async (type, digits) => {
    const written = [
      node('Cast', ['w'], ['v'], { to: { int: type === 'float16' ? 10 : 11 } }),
      node('MatMul', ['x', 'v'], ['h']),
      node('Relu', ['h'], ['r']),
      node('Clip', ['r'], ['c'], { max: { float: 0.9 } }),
      node('Pad', ['c'], ['p'], { pads: { ints: [0, 1, 0, 0] }, value: { float: 0.5 } }),
      node('ReduceMean', ['p'], ['m'], { axes: { ints: [1] } }),
      node('Sub', ['p', 'm'], ['y']),
    ];
    const single = network(
      written.map((one) => (one.operation === 'Cast' ? node('Identity', ['w'], ['v']) : one)),
      [square],
      [row('samples')],
      9,
    );
    const x = floats([3, 4]);
    const own = network(written, [square], [row('samples', type)], 9);
    const of = squaredNorm('y');
    const expected = await slopes(single, { of }, { x });
    const request = { of, keep: ['y'] };
    const typed = tensorOfFloats(x, type);
    await using gradient = await openGradient(own, request);
    const found = await gradient.run({ x: typed });
    expect(found.gradients.x?.type).toBe(type);
    close([...toFloat32(found.gradients.x as Tensor)], expected.x, digits);
    const y = toFloat32(found.kept.y as Tensor);
    const norm = y.reduce((all, value) => all + value * value, 0);
    expect(Math.abs(found.objective - norm)).toBeLessThan(0.02);
  });
});

describe('paths', () => {
  it('an initializer that is listed among the inputs is a weight', async () => {
    const listed: GraphValue = { name: 'b', type: 'float32', shape: [4] };
    const model = network(
      [node('Mul', ['x', 'b'], ['y'])],
      [numbers('b', 1, 2, 3, 4)],
      [row('samples'), listed],
    );
    const x = floats([2, 4]);
    const found = await slopes(model, { of: sum('y'), by: 'all' }, { x });
    close(found.x, [1, 2, 3, 4, 1, 2, 3, 4]);
    close(
      found.b,
      [0, 1, 2, 3].map((i) => (x.values[i] ?? 0) + (x.values[i + 4] ?? 0)),
    );
  });

  it('a value that is used several times gets the sum of all', async () => {
    const model = network([
      node('Mul', ['x', 'x'], ['a']),
      node('Max', ['a', 'a', 'a'], ['m']),
      node('Concat', ['m', 'x', 'm'], ['c'], { axis: { int: 1 } }),
      node('Sub', ['x', 'x'], ['n']),
      node('CastLike', ['n', 'x'], ['l']),
      node('Sum', ['l', 'x', 'x'], ['s']),
      node('Concat', ['c', 's'], ['y'], { axis: { int: 1 } }),
    ]);
    const x = floats([1, 4]);
    const { x: found } = await slopes(model, { of: sum('y') }, { x });
    close(
      found,
      [...x.values].map((value) => 4 * value + 3),
    );
  });

  it('a power of 0 has a slope of 0 at 0, and other powers theirs', async () => {
    const model = network([node('Pow', ['x', 'e'], ['y'])], [numbers('e', 0, 1, 2, 3)]);
    const x = { type: 'float32', shape: [2, 4], values: new Float32Array(8).fill(2, 4) } as const;
    const { x: found } = await slopes(model, { of: sum('y') }, { x });
    close(found, [0, 1, 0, 0, 0, 1, 4, 12]);
  });

  it('what does not influence the objective has zeros', async () => {
    const model = network(
      [
        node('Shape', ['x'], ['size']),
        node('Cast', ['size'], ['y'], { to: { int: 1 } }),
        node('Cast', ['x'], ['whole'], { to: { int: 7 } }),
        node('Cast', ['whole'], ['z'], { to: { int: 1 } }),
        node('Mul', ['b', 'b'], ['alone']),
      ],
      [numbers('b', 1, 2)],
    );
    for (const value of ['y', 'z', 'alone']) {
      const found = await slopes(model, { of: sum(value), by: ['x'] }, { x: floats([2, 4]) });
      expect(found.x).toEqual(new Array(8).fill(0));
    }
    const request = { of: sum('z'), by: 'weights' } as const;
    expect((await slopes(model, request, { x: floats([2, 4]) })).b).toEqual([0, 0]);
  });

  it('the input itself can be the objective', async () => {
    const model = network(
      [node('Exp', ['x'], ['y'])],
      [],
      [{ name: 'x', type: 'float32', shape: [] }],
    );
    const x = { type: 'float32', shape: [], values: Float32Array.of(2) } as const;
    expect((await slopes(model, { of: 'x' }, { x })).x).toEqual([1]);
    close((await slopes(model, { of: 'y' }, { x })).x, [Math.exp(2)]);
  });

  it('all weights have gradients where some of them only say how to work', async () => {
    const model = network(
      [
        node('Clip', ['x', 'least', 'most'], ['c']),
        node('CastLike', ['c', 'least'], ['d']),
        node('Dropout', ['d', 'ratio'], ['e']),
        node('Resize', ['e', '', 'scales'], ['f']),
        node('Pad', ['f', 'pads', 'border'], ['y']),
      ],
      [
        { name: 'least', shape: [], values: Float32Array.of(-0.5) },
        { name: 'most', shape: [1], values: Float32Array.of(0.9) },
        { name: 'ratio', shape: [], values: Float32Array.of(0.5) },
        numbers('scales', 1, 2),
        { name: 'pads', shape: [4], values: BigInt64Array.of(1n, 0n, 0n, 2n) },
        { name: 'border', shape: [], values: Float32Array.of(3) },
      ],
    );
    const x = floats([2, 4]);
    const found = await slopes(model, { of: sum('y'), by: 'all' }, { x });
    const count = (isSo: (value: number) => boolean) => 2 * [...x.values].filter(isSo).length;
    close(
      found.x,
      [...x.values].map((value) => (value > -0.5 && value < 0.9 ? 2 : 0)),
    );
    close(found.least, [count((value) => value <= -0.5)]);
    close(found.most, [count((value) => value >= 0.9)]);
    // Two rows of 8 in three rows of 10.
    close(found.border, [30 - 16]);
    close(found.ratio, [0]);
    close(found.scales, [0, 0]);
  });

  it('branches that are decided beforehand, one in the other, are gone through', async () => {
    const leaf = (operation: string) => ({
      inputs: [],
      outputs: [{ name: 'o', type: 'float32' as const, shape: ['samples', 4] }],
      nodes: [node(operation, ['x'], ['o'])],
    });
    const nested = {
      inputs: [],
      outputs: [{ name: 'o', type: 'float32' as const, shape: ['samples', 4] }],
      nodes: [
        node('If', ['isWide'], ['q'], {
          then_branch: { graph: leaf('Exp') },
          else_branch: { graph: leaf('Floor') },
        }),
        node('Mul', ['q', 'x'], ['o']),
      ],
    };
    const model = network(
      [
        node('Shape', ['x'], ['shape'], { start: { int: 1 } }),
        node('Gather', ['shape', 'zero'], ['width']),
        node('Greater', ['width', 'zero'], ['isWide']),
        node('If', ['isWide'], ['y'], {
          then_branch: { graph: nested },
          else_branch: { graph: leaf('Neg') },
        }),
      ],
      [{ name: 'zero', shape: [], values: BigInt64Array.of(0n) }],
    );
    const x = floats([2, 4]);
    const { x: found } = await slopes(model, { of: sum('y') }, { x });
    close(
      found,
      [...x.values].map((value) => Math.exp(value) * (1 + value)),
    );
  });

  it('names of the network may look like added ones', async () => {
    const model = network(
      [node('Mul', ['$1', '$1'], ['$2']), node('HardSwish', ['$2'], ['$3'])],
      [],
      [{ ...row('samples'), name: '$1' }],
    );
    const x = floats([2, 4]);
    const { $1: found } = await slopes(model, { of: sum('$3') }, { $1: x });
    const slope = (value: number) => (value ** 2 / 3 + 0.5) * 2 * value;
    close(found, [...x.values].map(slope));
  });
});

it('a gradient is differentiated again', async () => {
  const first = network([node('Exp', ['x'], ['e']), node('Mul', ['e', 'x'], ['y'])]);
  const { model, gradients } = await differentiate(first, { of: sum('y') });
  const second = await differentiate(model, { of: sumOf([[1, sum(gradients.x as string)]]) });
  const x = floats([2, 4]);
  await using session = await openSession(second.model);
  const found = (await session.run({ x }))[second.gradients.x as string] as Tensor;
  close(
    [...toFloat32(found)],
    [...x.values].map((value) => Math.exp(value) * (2 + value)),
  );
});

describe('a chain of nodes', () => {
  const chain = (length: number) =>
    network(
      Array.from({ length }, (_, index) =>
        node(index % 2 ? 'Tanh' : 'Neg', [index === 0 ? 'x' : `v${index}`], [`v${index + 1}`]),
      ),
    );

  it('has the slope of the chain', async () => {
    const found = await slopes(chain(600), { of: sum('v600') }, { x: floats([1, 4]) });
    expect(found.x).toHaveLength(4);
    expect(found.x?.every((value) => value > 0 && value < 1)).toBe(true);
  });

  it('is differentiated where it is 5,000 long', async () => {
    const made = async (length: number) => {
      const network = chain(length);
      const started = performance.now();
      const { model } = await differentiate(network, { of: sum(`v${length}`) });
      expect(model.graph.node.length).toBeGreaterThan(2 * length);
      return performance.now() - started;
    };
    // What grows with the square would take 100 times as long, and seconds are those of the machine.
    const short = await made(500);
    expect(await made(5000)).toBeLessThan(60 * short);
  });
});
