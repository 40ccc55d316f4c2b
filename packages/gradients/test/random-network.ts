import { createGraphWriter, type GraphWriter } from '@ventral/gradients';
import type { RandomState } from '@ventral/numerics';
import { buildModel } from '@ventral/onnx';

/** A value of a network that is drawn, and its sizes without the samples. */
interface Drawn {
  readonly name: string;
  readonly sizes: readonly number[];
}

/** What draws the next step of a network; undefined where it does not take such a value. */
type Step = (x: Drawn, draw: Draws, graph: GraphWriter) => Drawn | undefined;

class Draws {
  private readonly random: RandomState;

  constructor(random: RandomState) {
    this.random = random;
  }

  /** A whole number from 0 up to, and without, `count`. */
  below(count: number): number {
    return Math.floor(this.random.randomSample() * count);
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  numbers(shape: readonly number[], scale = 0.5): readonly [readonly number[], number[]] {
    const count = shape.reduce((product, size) => product * size, 1);
    return [shape, Array.from({ length: count }, () => scale * this.random.standardNormal())];
  }
}

const isImage = ({ sizes }: Drawn) => sizes.length === 3;
const isRow = ({ sizes }: Drawn) => sizes.length === 1;
const count = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1);

function unary(operator: string, attributes = {}): Step {
  return ({ name, sizes }, _, graph) => ({ name: graph.add(operator, [name], attributes), sizes });
}

/** Numbers from .3 up, where roots and logarithms are smooth. */
function positive({ name }: Drawn, graph: GraphWriter): string {
  return graph.add('Add', [graph.add('Sigmoid', [name]), graph.number(0.3)]);
}

function ofPositive(operator: string): Step {
  return (x, _, graph) => ({ name: graph.add(operator, [positive(x, graph)]), sizes: x.sizes });
}

/** With a constant that is broadcast: a number for each, for each channel, or for all. */
function withConstant(operator: string, isPositive = false): Step {
  return (x, draw, graph) => {
    const shape = draw.of([x.sizes, x.sizes.map((size, axis) => (axis === 0 ? size : 1)), []]);
    const [, values] = draw.numbers(shape);
    const constant = graph.array(
      shape,
      isPositive ? values.map((one) => 0.7 + Math.abs(one)) : values,
    );
    const inputs = isPositive || draw.below(2) === 0 ? [x.name, constant] : [constant, x.name];
    return { name: graph.add(operator, inputs), sizes: x.sizes };
  };
}

function withItself(operator: string): Step {
  return (x, _, graph) => {
    const other = operator === 'Div' ? positive(x, graph) : graph.add('Tanh', [x.name]);
    return { name: graph.add(operator, [x.name, other]), sizes: x.sizes };
  };
}

function reduced(operator: string): Step {
  return (x, draw, graph) => {
    if (!isImage(x)) return undefined;
    const keepdims = draw.below(2);
    const axis = 2 + draw.below(2);
    const source = operator === 'ReduceLogSum' ? positive(x, graph) : x.name;
    const isInput = operator === 'ReduceSum';
    const name = isInput
      ? graph.add(operator, [source, graph.integers([axis])], { keepdims: { int: keepdims } })
      : graph.add(operator, [source], { axes: { ints: [axis] }, keepdims: { int: keepdims } });
    const sizes = x.sizes.flatMap((size, at) => (at + 1 !== axis ? [size] : keepdims ? [1] : []));
    if (sizes.length === 3) return { name, sizes };
    const flat = graph.add('Reshape', [name, graph.integers([0, count(sizes)])]);
    return { name: flat, sizes: [count(sizes)] };
  };
}

function windowed(
  length: number,
  from: number,
  stride: number,
  dilation: number,
  pads: number,
): number {
  return Math.floor((length + pads - (from - 1) * dilation - 1) / stride) + 1;
}

const conv: Step = (x, draw, graph) => {
  if (!isImage(x)) return undefined;
  const [channels = 0, height = 0, width = 0] = x.sizes;
  const group = draw.of([1, channels, channels % 2 === 0 ? 2 : 1]);
  const filters = group * (1 + draw.below(2));
  const kernel = [1 + draw.below(3), 1 + draw.below(3)];
  const [stride, dilation] = [1 + draw.below(2), 1 + draw.below(2)];
  const pads = [0, 0, 0, 0].map(() => draw.below(2));
  const sides = [height, width].map((length, axis) =>
    windowed(
      length,
      kernel[axis] as number,
      stride,
      dilation,
      (pads[axis] ?? 0) + (pads[axis + 2] ?? 0),
    ),
  );
  if (sides.some((side) => side < 1)) return undefined;
  const weights = graph.array(...draw.numbers([filters, channels / group, ...kernel]));
  const name = graph.add('Conv', [x.name, weights, graph.array(...draw.numbers([filters]))], {
    group: { int: group },
    strides: { ints: [stride, stride] },
    dilations: { ints: [dilation, dilation] },
    pads: { ints: pads },
  });
  return { name, sizes: [filters, ...sides] };
};

const convTranspose: Step = (x, draw, graph) => {
  if (!isImage(x)) return undefined;
  const [channels = 0, height = 0, width = 0] = x.sizes;
  if (Math.max(height, width) > 8) return undefined;
  const filters = 1 + draw.below(3);
  const extra = draw.below(2);
  const weights = graph.array(...draw.numbers([channels, filters, 3, 2]));
  const name = graph.add('ConvTranspose', [x.name, weights], {
    strides: { ints: [2, 2] },
    pads: { ints: [1, 0, 0, 1] },
    output_padding: { ints: [extra, 0] },
  });
  return { name, sizes: [filters, 2 * height + extra, 2 * width - 1] };
};

function pool(operator: string, attributes = {}): Step {
  return (x, draw, graph) => {
    if (!isImage(x)) return undefined;
    const [channels = 0, ...sides] = x.sizes;
    const [kernel, stride, pad] = [2 + draw.below(2), 1 + draw.below(2), draw.below(2)];
    const ceil = draw.below(2);
    if (sides.some((side) => side < 4)) return undefined;
    const name = graph.add(operator, [x.name], {
      kernel_shape: { ints: [kernel, kernel] },
      strides: { ints: [stride, stride] },
      pads: { ints: [pad, pad, 0, 0] },
      ceil_mode: { int: ceil },
      ...attributes,
    });
    const round = ceil ? Math.ceil : Math.floor;
    const lengths = sides.map((side) => round((side + pad - kernel) / stride) + 1);
    return { name, sizes: [channels, ...lengths] };
  };
}

function resized(attributes: Readonly<Record<string, string>>): Step {
  return (x, draw, graph) => {
    if (!isImage(x)) return undefined;
    const [channels = 0, height = 0, width = 0] = x.sizes;
    const sides = [1 + draw.below(2 * height), 1 + draw.below(2 * width)];
    if (Math.max(...sides) > 14 || Math.min(...sides) < 2) return undefined;
    const batch = graph.add('Slice', [
      graph.add('Shape', [x.name]),
      ...[[0], [2]].map(graph.integers),
    ]);
    const wanted = graph.add('Concat', [batch, graph.integers(sides)], { axis: { int: 0 } });
    const words = Object.entries(attributes).map(([key, string]) => [key, { string }]);
    const name = graph.add('Resize', [x.name, '', '', wanted], Object.fromEntries(words));
    return { name, sizes: [channels, ...sides] };
  };
}

const perChannel =
  (operator: string, constants: number): Step =>
  (x, draw, graph) => {
    if (!isImage(x) || (operator === 'InstanceNormalization' && count(x.sizes.slice(1)) < 4))
      return undefined;
    const shape = x.sizes.slice(0, 1);
    const inputs = Array.from({ length: constants }, (_, index) => {
      const [, values] = draw.numbers(shape);
      return graph.array(
        shape,
        index === 3 ? values.map((value) => 0.5 + Math.abs(value)) : values,
      );
    });
    return { name: graph.add(operator, [x.name, ...inputs]), sizes: x.sizes };
  };

const dense: Step = (x, draw, graph) => {
  const units = 2 + draw.below(4);
  const flat = isRow(x) ? x.name : graph.add('Flatten', [x.name]);
  const features = count(x.sizes);
  const [transposed, alpha] = [draw.below(2), draw.of([1, 0.7])];
  const shape = transposed ? [units, features] : [features, units];
  const weights = graph.array(...draw.numbers(shape, 1 / Math.sqrt(features)));
  const name = graph.add('Gemm', [flat, weights, graph.array(...draw.numbers([units]))], {
    transB: { int: transposed },
    alpha: { float: alpha },
    beta: { float: 0.5 },
  });
  return { name, sizes: [units] };
};

const attention: Step = (x, _, graph) => {
  if (!isImage(x)) return undefined;
  const [channels = 0, height = 0, width = 0] = x.sizes;
  const shape = graph.integers([0, channels, height * width]);
  const rows = graph.add('Reshape', [x.name, shape]);
  const columns = graph.add('Transpose', [rows], { perm: { ints: [0, 2, 1] } });
  const likeness = graph.add('Softmax', [graph.add('MatMul', [rows, columns])], {
    axis: { int: -1 },
  });
  return {
    name: graph.add('Reshape', [
      graph.add('MatMul', [likeness, rows]),
      graph.integers([0, channels, height, width]),
    ]),
    sizes: x.sizes,
  };
};

const einsum: Step = (x, draw, graph) => {
  if (!isImage(x)) return undefined;
  const [channels = 0, height = 0, width = 0] = x.sizes;
  const filters = 1 + draw.below(3);
  const weights = graph.array(...draw.numbers([channels, filters]));
  const equation = { equation: { string: 'nchw,cf->nfhw' } };
  return {
    name: graph.add('Einsum', [x.name, weights], equation),
    sizes: [filters, height, width],
  };
};

const slice: Step = (x, draw, graph) => {
  if (!isImage(x)) return undefined;
  const [channels = 0, height = 0, width = 0] = x.sizes;
  const step = draw.of([1, 2, -1]);
  if (height < 3) return undefined;
  const [from, to] = step > 0 ? [1, height] : [height - 1, 0];
  const length = Math.ceil(Math.abs(to - from) / Math.abs(step));
  const bounds = [[from], [to], [2], [step]].map(graph.integers);
  return { name: graph.add('Slice', [x.name, ...bounds]), sizes: [channels, length, width] };
};

const gather: Step = (x, draw, graph) => {
  const axis = draw.below(x.sizes.length);
  const size = x.sizes[axis] as number;
  const positions = Array.from({ length: 1 + draw.below(4) }, () => draw.below(2 * size) - size);
  const name = graph.add('Gather', [x.name, graph.integers(positions)], {
    axis: { int: axis + 1 },
  });
  return { name, sizes: x.sizes.map((old, at) => (at === axis ? positions.length : old)) };
};

function padded(mode: string): Step {
  return (x, draw, graph) => {
    if (!isImage(x) || x.sizes.slice(1).some((side) => side < 3)) return undefined;
    const [channels = 0, height = 0, width = 0] = x.sizes;
    const least = mode === 'constant' ? -1 : 0;
    const [top, left, bottom, right] = [0, 0, 0, 0].map(() => least + draw.below(3)) as [
      number,
      number,
      number,
      number,
    ];
    const pads = graph.integers([0, 0, top, left, 0, 0, bottom, right]);
    const sizes = [channels, height + top + bottom, width + left + right];
    return { name: graph.add('Pad', [x.name, pads], { mode: { string: mode } }), sizes };
  };
}

const tile: Step = (x, draw, graph) => {
  if (count(x.sizes) > 100) return undefined;
  const repeats = x.sizes.map(() => 1 + draw.below(2));
  const sizes = x.sizes.map((size, axis) => size * (repeats[axis] as number));
  return { name: graph.add('Tile', [x.name, graph.integers([1, ...repeats])]), sizes };
};

const splitAndJoin: Step = (x, _, graph) => {
  const [first = 0, ...rest] = x.sizes;
  if (first < 2) return undefined;
  const axis = { axis: { int: 1 } };
  const [a = '', b = ''] = graph.addWithOutputs(
    2,
    'Split',
    [x.name, graph.integers([1, first - 1])],
    axis,
  );
  return {
    name: graph.add('Concat', [b, graph.add('Tanh', [a]), b], axis),
    sizes: [2 * first - 1, ...rest],
  };
};

const channelsLast: Step = (x, _, graph) => {
  if (!isImage(x)) return undefined;
  const [channels = 0, height = 0, width = 0] = x.sizes;
  const name = graph.add('Transpose', [x.name], { perm: { ints: [0, 2, 3, 1] } });
  return { name, sizes: [height, width, channels] };
};

const blocks: Step = (x, draw, graph) => {
  if (!isImage(x)) return undefined;
  const [channels = 0, height = 0, width = 0] = x.sizes;
  const blocksize = { blocksize: { int: 2 } };
  if (channels % 4 === 0) {
    const mode = { mode: { string: draw.of(['DCR', 'CRD']) } };
    const name = graph.add('DepthToSpace', [x.name], { ...blocksize, ...mode });
    return { name, sizes: [channels / 4, 2 * height, 2 * width] };
  }
  if (height % 2 === 1 || width % 2 === 1) return undefined;
  const name = graph.add('SpaceToDepth', [x.name], blocksize);
  return { name, sizes: [4 * channels, height / 2, width / 2] };
};

const extremes =
  (operator: string): Step =>
  (x, draw, graph) => ({
    name: graph.add(operator, [
      x.name,
      graph.add('Sin', [x.name]),
      graph.array(...draw.numbers(x.sizes)),
    ]),
    sizes: x.sizes,
  });

const where: Step = (x, draw, graph) => ({
  name: graph.add('Where', [
    graph.add('Greater', [graph.array(...draw.numbers(x.sizes)), graph.number(0)]),
    x.name,
    graph.add('Cos', [x.name]),
  ]),
  sizes: x.sizes,
});

const layerNorm: Step = (x, draw, graph) => {
  const last = x.sizes.slice(-1);
  if ((last[0] as number) < 3) return undefined;
  const [scale, shift] = [graph.array(...draw.numbers(last)), graph.array(...draw.numbers(last))];
  return { name: graph.add('LayerNormalization', [x.name, scale, shift]), sizes: x.sizes };
};

/** Every step, by what it tests. */
export const steps: Readonly<Record<string, Step>> = {
  ...Object.fromEntries(
    ['Relu', 'LeakyRelu', 'Elu', 'Selu', 'Celu', 'Sigmoid', 'HardSigmoid', 'HardSwish', 'Tanh'].map(
      (operator) => [operator, unary(operator)],
    ),
  ),
  ...Object.fromEntries(
    ['Softplus', 'Softsign', 'Erf', 'Sin', 'Cos', 'Atan', 'Neg', 'Abs', 'Exp', 'Identity'].map(
      (operator) => [operator, unary(operator)],
    ),
  ),
  Softmax: unary('Softmax', { axis: { int: 1 } }),
  LogSoftmax: unary('LogSoftmax', { axis: { int: -1 } }),
  LpNormalization: unary('LpNormalization', { axis: { int: -1 } }),
  LRN: (x, draw, graph) =>
    isImage(x)
      ? unary('LRN', { size: { int: draw.of([1, 3]) }, alpha: { float: 0.5 } })(x, draw, graph)
      : undefined,
  ...Object.fromEntries(
    ['Sqrt', 'Log', 'Reciprocal'].map((operator) => [operator, ofPositive(operator)]),
  ),
  Clip: ({ name, sizes }, _, graph) => ({
    name: graph.add('Clip', [name, graph.number(-0.4), graph.number(0.6)]),
    sizes,
  }),
  PRelu: withConstant('PRelu', true),
  ...Object.fromEntries(
    ['Add', 'Sub', 'Mul', 'Mean', 'Sum'].map((operator) => [operator, withConstant(operator)]),
  ),
  Div: withConstant('Div', true),
  Pow: (x, _, graph) => ({
    name: graph.add('Pow', [positive(x, graph), graph.number(1.7)]),
    sizes: x.sizes,
  }),
  'Pow, exponent': (x, _, graph) => ({
    name: graph.add('Pow', [graph.number(0.6), x.name]),
    sizes: x.sizes,
  }),
  'Mul, twice': withItself('Mul'),
  'Div, twice': withItself('Div'),
  Max: extremes('Max'),
  Min: extremes('Min'),
  Where: where,
  ...Object.fromEntries(
    [
      ...['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceL1', 'ReduceL2'],
      ...['ReduceSumSquare', 'ReduceLogSum', 'ReduceLogSumExp'],
    ].map((operator) => [operator, reduced(operator)]),
  ),
  Conv: conv,
  ConvTranspose: convTranspose,
  MaxPool: pool('MaxPool'),
  AveragePool: pool('AveragePool'),
  'AveragePool, borders count': pool('AveragePool', { count_include_pad: { int: 1 } }),
  GlobalAveragePool: (x, _, graph) =>
    isImage(x)
      ? { name: graph.add('GlobalAveragePool', [x.name]), sizes: [x.sizes[0] ?? 0, 1, 1] }
      : undefined,
  GlobalMaxPool: (x, _, graph) =>
    isImage(x)
      ? { name: graph.add('GlobalMaxPool', [x.name]), sizes: [x.sizes[0] ?? 0, 1, 1] }
      : undefined,
  BatchNormalization: perChannel('BatchNormalization', 4),
  InstanceNormalization: perChannel('InstanceNormalization', 2),
  LayerNormalization: layerNorm,
  'Resize, nearest': resized({ mode: 'nearest' }),
  'Resize, linear': resized({ mode: 'linear' }),
  'Resize, aligned': resized({ mode: 'linear', coordinate_transformation_mode: 'align_corners' }),
  'Resize, cubic': resized({ mode: 'cubic' }),
  Gemm: dense,
  MatMul: attention,
  Einsum: einsum,
  Slice: slice,
  Gather: gather,
  'Pad, constant': padded('constant'),
  'Pad, reflect': padded('reflect'),
  'Pad, edge': padded('edge'),
  Tile: tile,
  Split: splitAndJoin,
  Transpose: channelsLast,
  DepthToSpace: blocks,
  CumSum: (x, draw, graph) => ({
    name: graph.add('CumSum', [x.name, graph.integer(1)], { exclusive: { int: draw.below(2) } }),
    sizes: x.sizes,
  }),
  Trilu: (x, _, graph) =>
    isImage(x) ? { name: graph.add('Trilu', [x.name]), sizes: x.sizes } : undefined,
  TopK: (x, draw, graph) => {
    const size = x.sizes.at(-1) as number;
    const k = 1 + draw.below(size);
    const [name = ''] = graph.addWithOutputs(2, 'TopK', [x.name, graph.integers([k])]);
    return { name, sizes: [...x.sizes.slice(0, -1), k] };
  },
};

/** A network of a few random steps, the first of them given. */
export function drawNetwork(
  first: string,
  random: RandomState,
): {
  readonly bytes: Uint8Array;
  readonly sizes: readonly number[];
  readonly steps: readonly string[];
} {
  const draw = new Draws(random);
  const graph = createGraphWriter('float32');
  const input = [4, 6, 7];
  let x: Drawn = { name: 'x', sizes: input };
  const taken: string[] = [];
  const names = Object.keys(steps);
  while (taken.length < 4) {
    const name = taken.length === 1 ? first : draw.of(names);
    const next = steps[name]?.(x, draw, graph);
    // What may have no place behind another step stands at the beginning.
    if (next === undefined && taken.length === 1) return drawNetwork(first, random);
    if (next === undefined) continue;
    // Numbers stay near 1, so that differences of float32 mean something.
    x = {
      name: graph.add('Tanh', [graph.add('Mul', [next.name, graph.number(0.5)])]),
      sizes: next.sizes,
    };
    taken.push(name);
  }
  graph.add('Identity', [x.name], {}, 'y');
  const bytes = buildModel({
    inputs: [{ name: 'x', type: 'float32', shape: ['samples', ...input] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['samples', ...x.sizes] }],
    nodes: graph.nodes,
    initializers: graph.constants,
  });
  return { bytes, sizes: input, steps: taken };
}
