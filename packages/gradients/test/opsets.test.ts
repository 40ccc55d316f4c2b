import { createGraphWriter, type GraphWriter, openGradient, weightedSum } from '@ventral/gradients';
import { RandomState } from '@ventral/numerics';
import {
  encodeModel,
  modelOfGraph,
  type OnnxModel,
  openSession,
  readModel,
  type Tensor,
  toFloat32,
} from '@ventral/onnx';
import { describe, expect, it } from 'vitest';

type Write = (graph: GraphWriter, opset: number) => void;

const ints = (...values: number[]) => ({ ints: values });
const word = (string: string) => ({ string });
const input = [2, 4, 6];
const axesOf = (opset: number, since: number, graph: GraphWriter, axes: readonly number[]) =>
  opset < since
    ? ([[], { axes: { ints: axes } }] as const)
    : ([[graph.integers(axes)], {}] as const);

/** Adds a node that works along axes, a setting before a version of the operators and an input since. */
function along(
  operator: string,
  since: number,
  axes: readonly number[],
  settings: Readonly<Record<string, { readonly int: number }>> = {},
): Write {
  return (graph, opset) => {
    const [inputs, attributes] = axesOf(opset, since, graph, axes);
    graph.add(operator, ['x', ...inputs], { ...attributes, ...settings }, 'y');
  };
}

function split(parts: readonly number[]): Write {
  return (graph, opset) => {
    const attributes = { axis: { int: 2 }, ...(opset < 13 && { split: { ints: parts } }) };
    const inputs = opset < 13 ? ['x'] : ['x', graph.integers(parts)];
    const [a = '', b = ''] = graph.addWithOutputs(2, 'Split', inputs, attributes);
    graph.add('Concat', [graph.add('Tanh', [b]), a], { axis: { int: 2 } }, 'y');
  };
}

function clip(least: number | undefined, most: number | undefined): Write {
  return (graph, opset) => {
    const attributes = {
      ...(least !== undefined && { min: { float: least } }),
      ...(most !== undefined && { max: { float: most } }),
    };
    const bound = (value: number | undefined) => (value === undefined ? '' : graph.number(value));
    if (opset < 11) graph.add('Clip', ['x'], attributes, 'y');
    else graph.add('Clip', ['x', bound(least), bound(most)], {}, 'y');
  };
}

function pad(mode: string): Write {
  return (graph, opset) => {
    const pads = [0, 0, 1, 2, 0, 0, 0, 1];
    if (opset < 11) {
      graph.add('Pad', ['x'], { mode: word(mode), pads: ints(...pads), value: { float: 2 } }, 'y');
    } else {
      const inputs = ['x', graph.integers(pads), graph.number(2)];
      graph.add(
        'Pad',
        mode === 'constant' ? inputs : inputs.slice(0, 2),
        { mode: word(mode) },
        'y',
      );
    }
  };
}

const slice: Write = (graph, opset) => {
  if (opset < 10) {
    graph.add('Slice', ['x'], { starts: ints(1, -5), ends: ints(9, -1), axes: ints(2, 3) }, 'y');
  } else {
    graph.add(
      'Slice',
      [
        'x',
        ...[
          [1, -5],
          [9, -1],
          [2, 3],
        ].map(graph.integers),
      ],
      {},
      'y',
    );
  }
};

function larger(mode: string, scales: readonly number[]): Write {
  return (graph, opset) => {
    const factors = () => graph.in('float32').array([4], [1, 1, ...scales]);
    if (opset < 9) {
      graph.add(
        'Upsample',
        ['x'],
        { mode: word(mode), scales: { floats: [1, 1, ...scales] } },
        'y',
      );
    } else if (opset < 11) {
      graph.add(opset < 10 ? 'Upsample' : 'Resize', ['x', factors()], { mode: word(mode) }, 'y');
    } else {
      // Up to version 12 the region is named, however little it says.
      const region = opset < 13 ? graph.in('float32').array([0], []) : '';
      graph.add('Resize', ['x', region, factors()], { mode: word(mode) }, 'y');
    }
  };
}

const topK: Write = (graph, opset) => {
  const outputs = ['y', 'places'];
  if (opset < 10) {
    graph.addNode({ operation: 'TopK', inputs: ['x'], outputs, attributes: { k: { int: 3 } } });
  } else graph.addNode({ operation: 'TopK', inputs: ['x', graph.integers([3])], outputs });
};

const perChannel = (graph: GraphWriter, ...values: number[]) =>
  graph.array([values.length], values);

const batchNormalization: Write = (graph) => {
  const constants = [perChannel(graph, 2, -1), perChannel(graph, 1, 0.5)];
  const statistics = [perChannel(graph, 0.1, 0.2), perChannel(graph, 0.5, 2)];
  graph.add('BatchNormalization', ['x', ...constants, ...statistics], {}, 'y');
};

const dropout: Write = (graph, opset) => {
  const attributes = opset < 12 ? { ratio: { float: 0.3 } } : {};
  const inputs = opset < 12 ? ['x'] : ['x', graph.in('float32').number(0.3)];
  graph.add('Tanh', [graph.add('Dropout', inputs, attributes)], {}, 'y');
};

const everywhere: Readonly<Record<string, Write>> = {
  Squeeze: (graph, opset) => {
    const [inputs, attributes] = axesOf(opset, 13, graph, [-1]);
    const [more, settings] = axesOf(opset, 13, graph, [4]);
    const wide = graph.add('Unsqueeze', ['x', ...more], settings);
    const last = opset < 11 ? axesOf(opset, 13, graph, [4])[1] : attributes;
    graph.add('Squeeze', [graph.add('Exp', [wide]), ...inputs], last, 'y');
  },
  Unsqueeze: along('Unsqueeze', 13, [2, 5]),
  ...Object.fromEntries(
    ['ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceL1', 'ReduceL2', 'ReduceSumSquare'].flatMap(
      (operator) => [
        [operator, along(operator, 18, [2])],
        [`${operator}, without axes`, along(operator, 18, [1, 3], { keepdims: { int: 0 } })],
      ],
    ),
  ),
  ReduceLogSumExp: along('ReduceLogSumExp', 18, [3]),
  ReduceSum: along('ReduceSum', 13, [1, 3]),
  'ReduceSum, without axes': along('ReduceSum', 13, [2], { keepdims: { int: 0 } }),
  Split: split([1, 3]),
  Clip: clip(-0.4, 0.6),
  'Clip, from below': clip(0, undefined),
  'Clip, from above': clip(undefined, 0.5),
  'Pad, constant': pad('constant'),
  'Pad, reflect': pad('reflect'),
  'Pad, edge': pad('edge'),
  Slice: slice,
  'Softmax, last axis': (graph) => graph.add('Softmax', ['x'], { axis: { int: 3 } }, 'y'),
  'Softmax, axis 1': (graph) => graph.add('Softmax', ['x'], { axis: { int: 1 } }, 'y'),
  'Softmax, axis by default': (graph) => graph.add('Softmax', ['x'], {}, 'y'),
  'LogSoftmax, axis 2': (graph) => graph.add('LogSoftmax', ['x'], { axis: { int: 2 } }, 'y'),
  'Upsample, nearest': larger('nearest', [2, 2]),
  'Upsample, linear': larger('linear', [2, 1.5]),
  TopK: topK,
  BatchNormalization: batchNormalization,
  Dropout: dropout,
  AveragePool: (graph) =>
    graph.add('AveragePool', ['x'], { kernel_shape: ints(3, 2), pads: ints(1, 0, 1, 1) }, 'y'),
  MaxPool: (graph) =>
    graph.add('MaxPool', ['x'], { kernel_shape: ints(2, 3), strides: ints(2, 2) }, 'y'),
  PRelu: (graph) => graph.add('PRelu', ['x', graph.array([2, 1, 1], [0.3, -0.2])], {}, 'y'),
  Flatten: (graph) => graph.add('Flatten', [graph.add('Sin', ['x'])], { axis: { int: 2 } }, 'y'),
};

const smaller: Write = larger('nearest', [0.6, 0.4]);
const since18: Readonly<Record<string, Write>> = {
  'Split, by number': (graph) => {
    const [a = '', , c = ''] = graph.addWithOutputs(3, 'Split', ['x'], {
      axis: { int: 3 },
      num_outputs: { int: 3 },
    });
    graph.add('Mul', [a, c], {}, 'y');
  },
  'Split, unevenly by number': (graph) => {
    const settings = { axis: { int: 3 }, num_outputs: { int: 2 } };
    const odd = graph.add('Slice', ['x', ...[[1], [6], [3]].map(graph.integers)]);
    const [a = '', b = ''] = graph.addWithOutputs(2, 'Split', [odd], settings);
    graph.add('Concat', [b, graph.add('Exp', [a])], { axis: { int: 3 } }, 'y');
  },
  ...Object.fromEntries(
    ['constant', 'reflect', 'edge', ...['wrap']].map((mode) => [
      `Pad, ${mode}, of some axes`,
      (graph: GraphWriter) => {
        const inputs = ['x', graph.integers([2, 1]), '', graph.integers([3])];
        graph.add('Pad', inputs, { mode: word(mode) }, 'y');
      },
    ]),
  ),
  'Resize, of some axes': (graph) => {
    const inputs = ['x', '', '', graph.integers([3, 9])];
    graph.add('Resize', inputs, { mode: word('linear'), axes: ints(2, 3) }, 'y');
  },
  'Resize, of some axes by scale': (graph) => {
    const inputs = ['x', '', graph.in('float32').array([2], [1.5, 0.5])];
    graph.add('Resize', inputs, { mode: word('linear'), axes: ints(3, 2) }, 'y');
  },
  'Resize, antialiased': (graph) => {
    const inputs = ['x', '', '', graph.integers([2, 3])];
    const settings = { mode: word('linear'), antialias: { int: 1 }, axes: ints(2, 3) };
    graph.add('Resize', inputs, settings, 'y');
  },
  'Resize, cubic, antialiased': (graph) => {
    const inputs = ['x', '', '', graph.integers([2, 3])];
    const settings = { mode: word('cubic'), antialias: { int: 1 }, axes: ints(2, 3) };
    graph.add('Resize', inputs, settings, 'y');
  },
  'ReduceSumSquare of everything': (graph) =>
    graph.add('Mul', ['x', graph.add('ReduceMean', ['x'])], {}, 'y'),
  ...Object.fromEntries(
    ['ReduceMax', 'ReduceMin'].flatMap((operator) =>
      [0, 1].map((keepdims) => [
        `${operator} of nothing, keepdims ${keepdims}`,
        (graph: GraphWriter) => {
          const settings = { noop_with_empty_axes: { int: 1 }, keepdims: { int: keepdims } };
          const own = graph.add(operator, ['x', graph.integers([])], settings);
          graph.add('Mul', [graph.add(operator, ['x'], settings), own], {}, 'y');
        },
      ]),
    ),
  ),
  'ReduceMean of nothing': (graph) =>
    graph.add(
      'Sin',
      [graph.add('ReduceMean', ['x'], { noop_with_empty_axes: { int: 1 } })],
      {},
      'y',
    ),
};

const groups = { num_groups: { int: 2 }, epsilon: { float: 1e-3 } };
const groupNormalization: Write = (graph, opset) => {
  const wide = graph.add('Concat', ['x', graph.add('Sin', ['x'])], { axis: { int: 1 } });
  const scales = opset < 21 ? [1.5, -2] : [1.5, -2, 0.5, 1];
  const shifts = opset < 21 ? [0.5, 1] : [0.5, 1, 0, -1];
  const constants = [perChannel(graph, ...scales), perChannel(graph, ...shifts)];
  graph.add('GroupNormalization', [wide, ...constants], groups, 'y');
};

const cases: readonly (readonly [opset: number, name: string, write: Write])[] = [
  ...[7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22].flatMap((opset) =>
    Object.entries(everywhere).map(([name, write]) => [opset, name, write] as const),
  ),
  ...[10, 11, 17, 22].map((opset) => [opset, 'Resize, nearest, smaller', smaller] as const),
  ...[18, 19, 20, 21, 22].flatMap((opset) =>
    Object.entries(since18)
      .filter(([name]) => !name.includes('wrap') || opset > 18)
      .map(([name, write]) => [opset, name, write] as const),
  ),
  ...[18, 20, 21, 22].map((opset) => [opset, 'GroupNormalization', groupNormalization] as const),
  ...[20, 22].flatMap((opset) =>
    ['none', 'tanh'].map((approximate): (typeof cases)[number] => [
      opset,
      `Gelu, ${approximate}`,
      (graph) => graph.add('Gelu', ['x'], { approximate: word(approximate) }, 'y'),
    ]),
  ),
  ...[19, 22].flatMap((opset) =>
    [0, 1].map((counted): (typeof cases)[number] => [
      opset,
      `AveragePool with holes, borders ${counted}`,
      (graph) => {
        const settings = {
          kernel_shape: ints(2, 2),
          dilations: ints(2, 3),
          pads: ints(1, 1, 0, 1),
        };
        const counting = { count_include_pad: { int: counted } };
        graph.add('AveragePool', ['x'], { ...settings, ...counting }, 'y');
      },
    ]),
  ),
  ...[11, 12].map((opset): (typeof cases)[number] => [
    opset,
    'Resize as TensorFlow rounds',
    (graph) => {
      const scales = graph.in('float32').array([4], [1, 1, 2, 0.6]);
      const settings = {
        mode: word('nearest'),
        nearest_mode: word('floor'),
        coordinate_transformation_mode: word('tf_half_pixel_for_nn'),
      };
      graph.add('Resize', ['x', graph.in('float32').array([0], []), scales], settings, 'y');
    },
  ]),
];

async function networkOf(
  opset: number,
  write: Write,
  {
    batch = 'samples',
    precision = 'float32',
  }: { batch?: number | string; precision?: 'float32' | 'float64' | 'float16' } = {},
): Promise<OnnxModel> {
  const graph = createGraphWriter(precision, new Set(), opset);
  write(graph, opset);
  const network = modelOfGraph({
    opset,
    inputs: [{ name: 'x', type: precision, shape: [batch, ...input] }],
    outputs: [],
    nodes: graph.nodes,
    initializers: graph.constants,
  });
  const output = {
    name: 'y',
    $typeName: 'onnx.ValueInfoProto' as const,
    docString: '',
    metadataProps: [],
  };
  return await readModel(
    encodeModel({ ...network, graph: { ...network.graph, output: [output] } }),
  );
}

function drawn(shape: readonly number[], seed: number): Float32Array {
  const random = new RandomState(seed);
  const count = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length: count }, () => random.standardNormal());
}

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);

/** The largest error of slopes along directions, beside their size; and of the value itself. */
async function errorsOf(model: OnnxModel, samples: number) {
  const shape = [samples, ...input];
  const x = drawn(shape, 1);
  await using forward = await openSession(model);
  const run = async (values: Float32Array) =>
    (await forward.run({ x: { type: 'float32', shape, values } })).y as Tensor;
  const y = await run(x);
  const weights = drawn(y.shape, 2);
  const of = weightedSum('y', 'weights');
  await using gradient = await openGradient(model, { of, keep: ['y'] });
  const found = await gradient.run({
    x: { type: 'float32', shape, values: x },
    weights: { type: 'float32', shape: y.shape, values: weights },
  });
  const slope = toFloat32(found.gradients.x as Tensor);
  const errors: number[] = [];
  for (let seed = 0; seed < 6; seed++) {
    const random = new RandomState(50 + seed);
    const direction = drawn(shape, 20 + seed).map((v) => (random.randomSample() < 0.1 ? v : 0));
    const at = async (step: number) =>
      dot(toFloat32(await run(x.map((v, i) => v + step * (direction[i] as number)))), weights);
    const difference = ((await at(2e-3)) - (await at(-2e-3))) / 4e-3;
    const size = Math.sqrt(dot(direction, direction)) + 1e-3;
    errors.push(Math.abs(dot(slope, direction) - difference) / size);
  }
  const values = toFloat32(found.kept.y as Tensor);
  const own = toFloat32(y);
  return {
    value: Math.max(...values.map((v, i) => Math.abs(v - (own[i] as number)))),
    // Between two points there may be a kink, where differences say nothing.
    slope: errors.toSorted((a, b) => a - b)[3],
  };
}

describe('opsets', () => {
  it.each(cases)('%i %s', async (opset, _, write) => {
    const { value, slope } = await errorsOf(await networkOf(opset, write), 2);
    expect(value).toBeLessThan(1e-6);
    expect(slope).toBeLessThan(2e-2);
  });
});
