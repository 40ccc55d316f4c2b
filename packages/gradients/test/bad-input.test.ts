import {
  crossEntropy,
  differentiate,
  type GradientRequest,
  meanSquaredError,
  type Objective,
  openGradient,
  pearsonLoss,
  softmaxCrossEntropy,
  squaredNorm,
  weightedSum,
} from '@ventral/gradients';
import {
  type GraphConstant,
  type GraphNode,
  type GraphValue,
  modelOfGraph,
  type OnnxModel,
  type Tensor,
} from '@ventral/onnx';
import { describe, expect, it } from 'vitest';
import { node } from './made-node.ts';

const row = (name: string): GraphValue => ({ name, type: 'float32', shape: ['samples', 4] });

function network(
  nodes: readonly GraphNode[],
  {
    initializers = [],
    inputs = [row('x')],
    opset = 17,
  }: { initializers?: GraphConstant[]; inputs?: GraphValue[]; opset?: number } = {},
): OnnxModel {
  return modelOfGraph({ inputs, outputs: [], nodes, initializers, opset });
}

function floats(shape: readonly number[], from = 1): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return {
    type: 'float32',
    shape,
    values: Float32Array.from({ length: count }, (_, index) => Math.sin(from + index)),
  };
}

const labels = (...values: number[]): Tensor => ({
  type: 'int64',
  shape: [values.length],
  values: BigInt64Array.from(values, BigInt),
});

const plain = network([node('Tanh', ['x'], ['y'])]);
const refused = (model: OnnxModel, request: GradientRequest) => differentiate(model, request);

const sumOfY: Objective = {
  write: ({ graph, value }) => graph.add('ReduceSum', [value('y')], { keepdims: { int: 0 } }),
};

async function ran(model: OnnxModel, of: Objective, feeds: Record<string, Tensor>) {
  await using gradient = await openGradient(model, { of });
  return await gradient.run(feeds);
}

describe('what cannot be differentiated is told before anything runs', () => {
  it.each([
    ['LSTM', { hidden_size: { int: 3 } }, ['x3', 'W', 'R'], 'LSTM'],
    ['ReduceProd', {}, ['x'], 'ReduceProd'],
    ['GridSample', {}, ['x4', 'grid'], 'GridSample'],
  ])('%s', async (operator, attributes, inputs, name) => {
    const zeros = (name: string, shape: number[]): GraphConstant => ({
      name,
      shape,
      values: new Float32Array(shape.reduce((product, size) => product * size, 1)),
    });
    const model = network(
      [
        node('Unsqueeze', ['x', 'first'], ['x3']),
        node('Unsqueeze', ['x3', 'first'], ['x4']),
        { ...node(operator, inputs, ['y'], attributes) },
      ],
      {
        initializers: [
          { name: 'first', shape: [1], values: BigInt64Array.of(0n) },
          zeros('W', [1, 12, 4]),
          zeros('R', [1, 12, 3]),
          zeros('grid', [1, 2, 2, 2]),
        ],
      },
    );
    await expect(refused(model, { of: squaredNorm('y') })).rejects.toMatchObject({
      code: 'GRADIENT_UNAVAILABLE',
      message: expect.stringMatching(new RegExp(`${name} \\(node 'y', opset 17\\)`)),
    });
  });

  it('Loop', async () => {
    const body = {
      inputs: [
        { name: 'i', type: 'int64', shape: [] },
        { name: 'go', type: 'bool', shape: [] },
        row('state'),
      ],
      outputs: [{ name: 'on', type: 'bool', shape: [] }, row('next')],
      nodes: [node('Identity', ['go'], ['on']), node('Sin', ['state'], ['next'])],
    } as const;
    const model = network([node('Loop', ['count', '', 'x'], ['y'], { body: { graph: body } })], {
      initializers: [{ name: 'count', shape: [], values: BigInt64Array.of(3n) }],
    });
    await expect(refused(model, { of: squaredNorm('y') })).rejects.toMatchObject({
      code: 'GRADIENT_UNAVAILABLE',
      message: expect.stringContaining("Loop (node 'y', opset 17)"),
    });
  });

  it('Scan', async () => {
    const inner = (name: string): GraphValue => ({ name, type: 'float32', shape: [4] });
    const body = {
      inputs: [inner('state'), inner('each')],
      outputs: [inner('next'), inner('seen')],
      nodes: [node('Add', ['state', 'each'], ['next']), node('Exp', ['next'], ['seen'])],
    };
    const settings = { body: { graph: body }, num_scan_inputs: { int: 1 } };
    const model = network([node('Scan', ['first', 'x'], ['last', 'y'], settings)], {
      initializers: [{ name: 'first', shape: [4], values: new Float32Array(4) }],
    });
    await expect(refused(model, { of: squaredNorm('y') })).rejects.toMatchObject({
      code: 'GRADIENT_UNAVAILABLE',
      message: expect.stringContaining("Scan (node 'last', opset 17)"),
    });
  });

  it('a sequence, which would hide real numbers', async () => {
    const model = network(
      [
        node('SplitToSequence', ['x'], ['parts'], { axis: { int: 1 } }),
        node('SequenceAt', ['parts', 'first'], ['y']),
      ],
      { initializers: [{ name: 'first', shape: [], values: BigInt64Array.of(0n) }] },
    );
    await expect(refused(model, { of: squaredNorm('y') })).rejects.toMatchObject({
      code: 'GRADIENT_UNAVAILABLE',
      message: expect.stringContaining('SplitToSequence'),
    });
  });

  it.each([['tf_crop_and_resize'], ['keep']])('Resize with %s', async (kind) => {
    const attributes =
      kind === 'keep'
        ? { keep_aspect_ratio_policy: { string: 'not_larger' } }
        : { coordinate_transformation_mode: { string: kind } };
    const model = network([node('Resize', ['x', 'region', '', 'sizes'], ['y'], attributes)], {
      opset: 18,
      inputs: [{ name: 'x', type: 'float32', shape: [3, 4] }],
      initializers: [
        { name: 'region', shape: [4], values: Float32Array.of(0, 0, 1, 1) },
        { name: 'sizes', shape: [2], values: BigInt64Array.of(3n, 2n) },
      ],
    });
    await expect(refused(model, { of: squaredNorm('y') })).rejects.toMatchObject({
      code: 'GRADIENT_UNAVAILABLE',
    });
  });

  it.each([
    ['read at once', [node('DequantizeLinear', ['q', 'scale', 'zero'], ['y'])]],
    [
      'computed with',
      [
        node('Transpose', ['q'], ['t']),
        node('MatMulInteger', ['q', 't'], ['product']),
        node('Cast', ['product'], ['y'], { to: { int: 1 } }),
      ],
    ],
  ])('quantised numbers, %s', async (_, reading) => {
    const model = network(
      [
        node('Cast', ['middle'], ['zero'], { to: { int: 2 } }),
        node('QuantizeLinear', ['x', 'scale', 'zero'], ['q']),
        ...reading,
      ],
      {
        initializers: [
          { name: 'scale', shape: [], values: Float32Array.of(0.01) },
          { name: 'middle', shape: [], values: BigInt64Array.of(128n) },
        ],
      },
    );
    await expect(refused(model, { of: squaredNorm('y') })).rejects.toMatchObject({
      code: 'GRADIENT_UNAVAILABLE',
      message: expect.stringContaining("QuantizeLinear (node 'q', opset 17)"),
    });
  });

  it('an operator of others that shares its name with a known one', async () => {
    const model = network([node('Gelu', ['x'], ['y'])]);
    const header = {
      ...model.header,
      opsetImport: [
        ...model.header.opsetImport,
        { ...model.header.opsetImport[0], domain: 'com.microsoft', version: 1n },
      ],
    } as OnnxModel['header'];
    const nodes = model.graph.node.map((one) => ({ ...one, domain: 'com.microsoft' }));
    const others = { ...model, header, graph: { ...model.graph, node: nodes } };
    await expect(refused(others, { of: squaredNorm('y') })).rejects.toMatchObject({
      code: 'GRADIENT_UNAVAILABLE',
      message: expect.stringContaining('com.microsoft.Gelu'),
    });
  });

  it.each([
    [12, ['y', 'mean', 'var', 'old', 'older'], {}],
    [8, ['y', 'mean', 'var', 'old', 'older'], {}],
    [14, ['y', 'mean', 'var'], { training_mode: { int: 1 } }],
  ])('a network in training mode, version %i', async (opset, outputs, attributes) => {
    const four = (name: string): GraphConstant => ({
      name,
      shape: [4],
      values: Float32Array.of(1, 1, 1, 1),
    });
    const model = network(
      [node('BatchNormalization', ['x', 's', 'b', 'm', 'v'], outputs, attributes)],
      { opset, initializers: ['s', 'b', 'm', 'v'].map(four) },
    );
    await expect(refused(model, { of: squaredNorm('y') })).rejects.toMatchObject({
      code: 'MODEL_IN_TRAINING',
    });
  });

  it('an objective that is no single number, by name or of its own', async () => {
    const vector: Objective = { write: ({ value }) => value('y') };
    for (const of of ['y', vector]) {
      await expect(refused(plain, { of })).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
    }
  });

  it('values that a network does not have, with the nearest names', async () => {
    await expect(refused(plain, { of: squaredNorm('yy') })).rejects.toMatchObject({
      code: 'LAYER_NOT_FOUND',
      hint: expect.stringContaining("'y'"),
    });
    await expect(refused(plain, { of: squaredNorm('y'), by: ['xx'] })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      hint: expect.stringContaining("'x'"),
    });
    await expect(refused(plain, { of: squaredNorm('y'), keep: ['yy'] })).rejects.toMatchObject({
      code: 'LAYER_NOT_FOUND',
    });
  });

  it('a weight of whole numbers', async () => {
    const model = network([node('Gather', ['x', 'places'], ['y'])], {
      initializers: [{ name: 'places', shape: [1], values: BigInt64Array.of(0n) }],
    });
    await expect(refused(model, { of: squaredNorm('y'), by: ['places'] })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('int64'),
    });
  });

  it('a loss whose value has another number of axes', async () => {
    const model = network([node('ReduceMean', ['x'], ['y'], { keepdims: { int: 0 } })]);
    for (const of of [crossEntropy('y'), pearsonLoss('y'), softmaxCrossEntropy('y')]) {
      await expect(refused(model, { of })).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
    }
  });

  it('an input of an objective that is called like a value, a weight or an added value', async () => {
    const model = network([node('Mul', ['x', 'w'], ['y'])], {
      initializers: [{ name: 'w', shape: [1], values: Float32Array.of(2) }],
    });
    for (const name of ['x', 'y', 'w', '$1', '$7']) {
      await expect(refused(model, { of: meanSquaredError('y', name) })).rejects.toMatchObject({
        code: 'OPTION_INVALID',
      });
    }
  });

  it('labels that are called like an input of whole numbers but have other axes', async () => {
    const whole = { name: 'labels', type: 'int64', shape: ['samples', 4] } as const;
    const nodes = [
      node('Cast', ['labels'], ['c'], { to: { int: 1 } }),
      node('Add', ['x', 'c'], ['y']),
    ];
    const model = network(nodes, { inputs: [row('x'), whole] });
    await expect(refused(model, { of: crossEntropy('y') })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  });

  it('an input of an objective that is of whole numbers, to be differentiated by', async () => {
    const request = { of: crossEntropy('y'), by: ['labels'] };
    await expect(refused(plain, request)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});

describe('what does not fit when it runs', () => {
  const x = floats([3, 4]);

  it.each([
    ['meanSquaredError', meanSquaredError('y', 't')],
    ['softmaxCrossEntropy', softmaxCrossEntropy('y', 't')],
    ['pearsonLoss', pearsonLoss('y', 't')],
    ['weightedSum', weightedSum('y', 't')],
  ])('%s repeats no targets', async (_, of) => {
    for (const shape of [
      [1, 4],
      [3, 1],
      [6, 2],
      [2, 4],
    ]) {
      await expect(ran(plain, of, { x, t: floats(shape) })).rejects.toMatchObject({
        code: 'MODEL_FAILED',
      });
    }
    expect((await ran(plain, of, { x, t: floats([3, 4], 9) })).objective).not.toBe(0);
  });

  it.each([
    ['fewer', [1, 2]],
    ['more', [1, 2, 3, 0]],
    ['one', [1]],
    ['too large', [1, 4, 2]],
    ['negative', [1, -1, 2]],
  ])('crossEntropy refuses labels: %s', async (_, given) => {
    await expect(
      ran(plain, crossEntropy('y'), { x, labels: labels(...given) }),
    ).rejects.toMatchObject({ code: 'MODEL_FAILED' });
  });

  it('inputs of different numbers of samples', async () => {
    const model = network([node('Mul', ['x', 'z'], ['y'])], { inputs: [row('x'), row('z')] });
    await expect(ran(model, squaredNorm('y'), { x, z: floats([1, 4]) })).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining("'z'"),
    });
  });

  it.each(['float32', 'float64', 'float16'] as const)(
    'a gradient that is not finite, %s',
    async (type) => {
      const model = network([node('Mul', ['x', 'x'], ['s']), node('Sqrt', ['s'], ['y'])], {
        inputs: [{ name: 'x', type, shape: ['samples'] }],
      });
      const values =
        type === 'float32'
          ? new Float32Array(2)
          : type === 'float64'
            ? new Float64Array(2)
            : new Uint16Array(2);
      await expect(ran(model, sumOfY, { x: { type, shape: [2], values } })).rejects.toMatchObject({
        code: 'RESPONSES_INVALID',
        message: expect.stringContaining("The gradient by 'x'"),
      });
    },
  );

  it.each([0, 1, 2, 3, 4, 5, 6])('one number of seven that is not finite, at %i', async (at) => {
    const model = network([node('Log', ['x'], ['y'])], {
      inputs: [{ name: 'x', type: 'float32', shape: ['samples'] }],
    });
    const values = new Float32Array(7).fill(2);
    values[at] = 1e-45;
    // The slope of the logarithm there is larger than numbers of 32 bits; its value is not.
    const x: Tensor = { type: 'float32', shape: [7], values };
    await expect(ran(model, sumOfY, { x })).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining(`at position ${at}`),
    });
  });

  it('does not take for infinite what only adds up to it', async () => {
    const model = network([node('Mul', ['x', 'w'], ['y'])], {
      initializers: [{ name: 'w', shape: [4], values: new Float64Array(4).fill(1.5e308) }],
      inputs: [{ name: 'x', type: 'float64', shape: [4] }],
    });
    const x: Tensor = { type: 'float64', shape: [4], values: new Float64Array(4) };
    const { gradients } = await ran(model, sumOfY, { x });
    expect([...(gradients.x?.values ?? [])]).toEqual([1.5e308, 1.5e308, 1.5e308, 1.5e308]);
  });
});
