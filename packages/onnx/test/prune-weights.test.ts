import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import {
  buildModel,
  encodeModel,
  externalFiles,
  type GraphConstant,
  type GraphDescription,
  type GraphNode,
  type OnnxModel,
  openSession,
  type PruneSettings,
  pruneWeights,
  readModel,
} from '@ventral/onnx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFloats } from '../src/float-weights.ts';
import {
  AttributeProtoSchema,
  TensorProto_DataLocation as DataLocation,
  type TensorProto,
  TensorProtoSchema,
} from '../src/generated/onnx_pb.ts';
import { graphTensors } from '../src/graph-tensors.ts';

function network(
  nodes: readonly GraphNode[],
  initializers: readonly GraphConstant[] = [],
): Promise<OnnxModel> {
  return readModel(
    buildModel({
      inputs: [{ name: 'x', type: 'float32', shape: ['n', 2] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['n', 'm'] }],
      nodes,
      initializers,
    }),
  );
}

const constant = (name: string, shape: number[], ...values: number[]): GraphConstant => ({
  name,
  shape,
  values: Float32Array.from(values),
});

/** The values of every named constant, after a round through a file. */
async function valuesAfter(model: OnnxModel, settings: PruneSettings) {
  const pruned = await pruneWeights(model, settings);
  const again = await readModel(encodeModel(pruned.model));
  const values = [...graphTensors(again.graph)].map(([, tensor]) => [
    tensor.name,
    [...readFloats(tensor, tensor.name).values],
  ]);
  return { ...Object.fromEntries(values), layers: pruned.layers } as {
    readonly layers: typeof pruned.layers;
  } & Record<string, readonly number[]>;
}

// Eight weights; by magnitude: 0, 1, 2, 2, 3, 4, 5, 6.
const dense: readonly GraphNode[] = [
  {
    operation: 'Gemm',
    inputs: ['x', 'w1', 'bias'],
    outputs: ['hidden'],
    attributes: { transB: { int: 1 } },
  },
  { operation: 'MatMul', inputs: ['hidden', 'w2'], outputs: ['y'] },
];
const weights = [
  constant('w1', [2, 2], 3, -2, 2, 0),
  constant('bias', [2], 0.25, 0.5),
  constant('w2', [2, 2], -1, 4, 5, -6),
];

describe('magnitude pruning', () => {
  it('zeroes the smallest weights of the network, and no bias', async () => {
    const { w1, w2, bias, layers } = await valuesAfter(await network(dense, weights), {
      sparsity: 0.5,
    });
    // Of eight, four: 0, 1, 2, 2.
    expect(w1).toEqual([3, 0, 0, 0]);
    expect(w2).toEqual([0, 4, 5, -6]);
    expect(bias).toEqual([0.25, 0.5]);
    expect(layers).toEqual([
      { name: 'hidden', operation: 'Gemm', weights: 4, zerosBefore: 1, zerosAfter: 3 },
      { name: 'y', operation: 'MatMul', weights: 4, zerosBefore: 0, zerosAfter: 1 },
    ]);
  });

  it('zeroes the smallest of each layer', async () => {
    const { w1, w2 } = await valuesAfter(await network(dense, weights), {
      sparsity: 0.5,
      scope: 'layer',
    });
    expect(w1).toEqual([3, 0, 2, 0]);
    expect(w2).toEqual([0, 0, 5, -6]);
  });

  it.each([
    [0, [3, -2, 2, 0]],
    [0.1, [3, -2, 2, 0]],
    [0.3, [3, -2, 2, 0]],
    // 3 of 8: 0, 1 and the first of the twos.
    [0.4, [3, 0, 2, 0]],
    // Half a weight is one: 3.5 of 8 are 4.
    [0.4375, [3, 0, 0, 0]],
    [0.99, [0, 0, 0, 0]],
  ])('rounds to whole weights, and takes the first of equals: %d', async (sparsity, w1) => {
    const after = await valuesAfter(await network(dense, weights), { sparsity });
    expect(after.w1).toEqual(w1);
  });

  it('leaves a network alone that is sparser than asked for', async () => {
    const model = await network(dense, [
      constant('w1', [2, 2], 0, 0, -0, 7),
      ...weights.slice(1, 2),
      constant('w2', [2, 2], 0, 0, 0, 0),
    ]);
    const { model: pruned, layers } = await pruneWeights(model, { sparsity: 0.5 });
    expect(layers.map(({ zerosBefore, zerosAfter }) => [zerosBefore, zerosAfter])).toEqual([
      [3, 3],
      [4, 4],
    ]);
    expect(encodeModel(pruned)).toEqual(encodeModel(model));
  });

  it('does not change the model it is given, and gives the same bytes again', async () => {
    const bytes = encodeModel(await network(dense, weights));
    const before = bytes.slice();
    const model = await readModel(bytes);
    const first = encodeModel((await pruneWeights(model, { sparsity: 0.7 })).model);
    const second = encodeModel((await pruneWeights(model, { sparsity: 0.7 })).model);
    expect(bytes).toEqual(before);
    expect(second).toEqual(first);
    expect(first).not.toEqual(bytes);
  });

  it('counts a weight that two nodes share once', async () => {
    const shared: readonly GraphNode[] = [
      { operation: 'MatMul', inputs: ['x', 'w'], outputs: ['once'] },
      { operation: 'MatMul', inputs: ['once', 'w'], outputs: ['y'] },
    ];
    const model = await network(shared, [constant('w', [2, 2], 4, 3, 2, 1)]);
    const { w, layers } = await valuesAfter(model, { sparsity: 0.5 });
    expect(w).toEqual([4, 3, 0, 0]);
    expect(layers).toEqual([
      { name: 'once', operation: 'MatMul', weights: 4, zerosBefore: 0, zerosAfter: 2 },
    ]);
  });

  it('finds a weight behind what only rearranges it', async () => {
    const model = await network(
      [
        { operation: 'Identity', inputs: ['w'], outputs: ['same'] },
        { operation: 'Transpose', inputs: ['same'], outputs: ['turned'] },
        { operation: 'MatMul', inputs: ['x', 'turned'], outputs: ['y'] },
      ],
      [constant('w', [2, 2], 4, 3, 2, 1)],
    );
    expect((await valuesAfter(model, { sparsity: 0.25 })).w).toEqual([4, 3, 2, 0]);
  });

  it('prunes convolutions, and leaves normalisation and elementwise factors', async () => {
    const model = await readModel(
      buildModel({
        inputs: [{ name: 'x', type: 'float32', shape: ['n', 1, 2, 2] }],
        outputs: [{ name: 'y', type: 'float32', shape: ['n', 1, 2, 2] }],
        nodes: [
          { operation: 'Conv', inputs: ['x', 'kernel', 'bias'], outputs: ['a'] },
          { operation: 'ConvTranspose', inputs: ['a', 'back', 'bias'], outputs: ['b'] },
          {
            operation: 'BatchNormalization',
            inputs: ['b', 'scale', 'bias', 'mean', 'variance'],
            outputs: ['c'],
          },
          { operation: 'Mul', inputs: ['c', 'scale'], outputs: ['y'] },
        ],
        initializers: [
          constant('kernel', [1, 1, 2, 2], 0.1, 0.2, 0.3, 0.4),
          constant('back', [1, 1, 2, 2], 0.5, 0.6, 0.7, 0.8),
          constant('bias', [1], 0.01),
          constant('scale', [1], 0.01),
          constant('mean', [1], 0.01),
          constant('variance', [1], 0.01),
        ],
      }),
    );
    const { kernel, back, layers, ...others } = await valuesAfter(model, { sparsity: 0.75 });
    expect(kernel).toEqual([0, 0, 0, 0]);
    expect(back?.slice(0, 2)).toEqual([0, 0]);
    expect(layers.map(({ operation }) => operation)).toEqual(['Conv', 'ConvTranspose']);
    for (const name of ['bias', 'scale', 'mean', 'variance']) {
      expect(others[name]).toEqual([Math.fround(0.01)]);
    }
  });

  it('prunes inside the branches of a graph', async () => {
    const branch = (weight: string): GraphDescription => ({
      inputs: [],
      outputs: [{ name: 'result', type: 'float32', shape: ['n', 2] }],
      nodes: [{ operation: 'MatMul', inputs: ['x', weight], outputs: ['result'] }],
      initializers: [constant('own', [2, 2], 8, 7, 2, 1)],
    });
    const model = await network(
      [
        { operation: 'Cast', inputs: ['one'], outputs: ['yes'], attributes: { to: { int: 9 } } },
        {
          operation: 'If',
          inputs: ['yes'],
          outputs: ['y'],
          attributes: {
            then_branch: { graph: branch('own') },
            else_branch: { graph: branch('outer') },
          },
        },
      ],
      [constant('one', [1], 1), constant('outer', [2, 2], 5, 6, 4, 3)],
    );
    const { model: pruned, layers } = await pruneWeights(model, { sparsity: 0.5 });
    expect(layers.map(({ zerosAfter }) => zerosAfter)).toEqual([2, 2]);
    await using session = await openSession(pruned);
    const x = { type: 'float32', shape: [1, 2], values: Float32Array.of(1, 1) } as const;
    expect((await session.run({ x })).y?.values).toEqual(Float32Array.of(8, 7));
  });

  it.each([-0.1, 1, 1.5, Number.NaN])('refuses the sparsity %d', async (sparsity) => {
    const model = await network(dense, weights);
    await expect(pruneWeights(model, { sparsity })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: `The sparsity is ${sparsity}.`,
    });
  });

  it('refuses a network without weights to prune', async () => {
    const model = await network([{ operation: 'Relu', inputs: ['x'], outputs: ['y'] }]);
    await expect(pruneWeights(model, { sparsity: 0.5 })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('no weights that can be pruned'),
    });
  });
});

// One weight matrix, [4, 3, 2, 1], in every form that files keep it in.
const numbers = [4, 3, 2, -1];
const halves = [0x4400, 0x4200, 0x4000, 0xbc00];
const packed = (field: number, write: (writer: BinaryWriter) => void) => ({
  no: field,
  wireType: WireType.LengthDelimited,
  data: lengthAnd(write),
});

function lengthAnd(write: (writer: BinaryWriter) => void): Uint8Array {
  const content = new BinaryWriter();
  write(content);
  return new BinaryWriter().bytes(content.finish()).finish();
}

const bytesOf = (array: Float32Array | Float64Array | Uint16Array) =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

const forms: Readonly<Record<string, Partial<TensorProto>>> = {
  'float32, raw': { dataType: 1, rawData: bytesOf(Float32Array.from(numbers)) },
  'float64, raw': { dataType: 11, rawData: bytesOf(Float64Array.from(numbers)) },
  'float16, raw': { dataType: 10, rawData: bytesOf(Uint16Array.from(halves)) },
  'float32, listed': {
    dataType: 1,
    $unknown: [packed(4, (writer) => numbers.map((value) => writer.float(value)))],
  },
  'float32, listed one by one': {
    dataType: 1,
    $unknown: numbers.map((value) => ({
      no: 4,
      wireType: WireType.Bit32,
      data: new BinaryWriter().float(value).finish(),
    })),
  },
  'float64, listed': {
    dataType: 11,
    $unknown: [packed(10, (writer) => numbers.map((value) => writer.double(value)))],
  },
  'float16, listed': {
    dataType: 10,
    $unknown: [packed(5, (writer) => halves.map((value) => writer.int32(value)))],
  },
};

describe('weights of every form', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ventral-prune-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const product = [{ operation: 'MatMul', inputs: ['x', 'w'], outputs: ['y'] }];
  const tensor = (form: Partial<TensorProto>): TensorProto =>
    Object.assign(create(TensorProtoSchema, { name: 'w', dims: [2n, 2n] }), form);

  async function prunedValues(model: OnnxModel): Promise<readonly number[]> {
    const { model: pruned } = await pruneWeights(model, { sparsity: 0.5 });
    const [[, weight] = []] = [...graphTensors((await readModel(encodeModel(pruned))).graph)];
    const { type, values } = readFloats(weight as TensorProto, 'w');
    return type === 'float16'
      ? [...values].map((bits) => (bits === 0x4400 ? 4 : bits))
      : [...values];
  }

  it.each(Object.entries(forms))('%s', async (form, fields) => {
    const plain = await network(product, [constant('w', [2, 2], ...numbers)]);
    const initializer = [toBinary(TensorProtoSchema, tensor(fields))];
    const model = { ...plain, graph: { ...plain.graph, initializer } };
    const three = form.startsWith('float16') ? 0x4200 : 3;
    expect(await prunedValues(model)).toEqual([4, three, 0, 0]);
  });

  it('a node of the graph', async () => {
    const model = await network([
      { operation: 'Constant', inputs: [], outputs: ['w'] },
      ...product,
    ]);
    const [first, ...rest] = model.graph.node;
    const value = tensor(forms['float32, raw'] ?? {});
    const attribute = [create(AttributeProtoSchema, { name: 'value', type: 4, t: value })];
    const node = [{ ...first, attribute }, ...rest] as typeof model.graph.node;
    const whole = await readModel(encodeModel({ ...model, graph: { ...model.graph, node } }));
    expect(await prunedValues(whole)).toEqual([4, 3, 0, 0]);
  });

  it.each([
    ['with its length', [{ key: 'length', value: '16' }]],
    ['to the end of the file', []],
  ])('another file, %s', async (_, length) => {
    await writeFile(
      join(folder, 'w.bin'),
      Buffer.concat([Buffer.alloc(8), bytesOf(Float32Array.from(numbers))]),
    );
    const plain = await network(product, [constant('w', [2, 2], ...numbers)]);
    const entries = [{ key: 'location', value: 'w.bin' }, { key: 'offset', value: '8' }, ...length];
    const external = create(TensorProtoSchema, {
      name: 'w',
      dims: [2n, 2n],
      dataType: 1,
      dataLocation: DataLocation.EXTERNAL,
      externalData: entries,
    });
    const initializer = [toBinary(TensorProtoSchema, external)];
    const path = join(folder, 'external.onnx');
    await writeFile(path, encodeModel({ ...plain, graph: { ...plain.graph, initializer } }));
    const model = await readModel(path);
    const { model: pruned } = await pruneWeights(model, { sparsity: 0.5 });
    expect(externalFiles(pruned)).toEqual([]);
    expect(await prunedValues(model)).toEqual([4, 3, 0, 0]);
    expect((await readFile(join(folder, 'w.bin'))).readFloatLE(20)).toBe(-1);
  });

  it('of mixed precision are compared as numbers', async () => {
    const model = await network(
      [
        { operation: 'MatMul', inputs: ['x', 'w'], outputs: ['single'] },
        { operation: 'MatMul', inputs: ['single', 'v'], outputs: ['y'] },
      ],
      [
        constant('w', [2, 2], 0.1, 0.3, 5, 6),
        { name: 'v', shape: [2, 2], values: Float64Array.of(0.1, 0.2, 7, 8) },
      ],
    );
    // 0.1 in single precision is a little more than in double.
    const { w, v } = await valuesAfter(model, { sparsity: 0.125 });
    expect(w?.[0]).toBe(Math.fround(0.1));
    expect(v).toEqual([0, 0.2, 7, 8]);
  });

  it('refuses weights of another number than their sizes say', async () => {
    const plain = await network(product, [constant('w', [2, 2], ...numbers)]);
    const short = tensor({ dataType: 1, rawData: new Uint8Array(12) });
    const initializer = [toBinary(TensorProtoSchema, short)];
    const model = { ...plain, graph: { ...plain.graph, initializer } };
    await expect(pruneWeights(model, { sparsity: 0.5 })).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringContaining('3 values where its sizes (2 x 2) say 4'),
    });
  });
});
