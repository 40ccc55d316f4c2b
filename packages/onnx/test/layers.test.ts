import { fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  buildModel,
  type GraphDescription,
  listLayers,
  modelInputs,
  openSession,
  readModel,
  type Tensor,
  tapLayers,
} from '@ventral/onnx';
import { describe, expect, it } from 'vitest';
import { ModelProtoSchema } from '../src/generated/onnx_pb.ts';
import { valueInfo } from '../src/value-info.ts';

const image = { name: 'image', type: 'float32', shape: ['n', 4] } as const;
// image -> relu -> sums = relu * weights -> scaled = sums * scale; weights are too many to be kept when layers are listed.
const weights = { name: 'weights', shape: [4, 100], values: new Float32Array(400).fill(0.5) };
const network: GraphDescription = {
  inputs: [image],
  outputs: [{ name: 'scaled', type: 'float32', shape: ['n', 100] }],
  nodes: [
    { operation: 'Relu', inputs: ['image'], outputs: ['relu'] },
    { operation: 'MatMul', inputs: ['relu', 'weights'], outputs: ['sums'] },
    { operation: 'Mul', inputs: ['sums', 'scale'], outputs: ['scaled'] },
  ],
  initializers: [weights, { name: 'scale', shape: [1], values: Float32Array.of(3) }],
};
const feed: Tensor = {
  type: 'float32',
  shape: [2, 4],
  values: Float32Array.of(1, -1, 2, -2, 4, 4, 4, 4),
};

describe('tapLayers', () => {
  it('keeps only what the named values need', async () => {
    const tapped = tapLayers(await readModel(buildModel(network)), ['relu']);
    expect(tapped.graph.node.map((node) => node.opType)).toEqual(['Relu']);
    expect(tapped.graph.initializer).toEqual([]);
    await using session = await openSession(tapped);
    const { relu } = await session.run({ image: feed });
    expect(relu?.values).toEqual(Float32Array.of(1, 0, 2, 0, 4, 4, 4, 4));
  });

  it('gives the values in the order of the names, once each', async () => {
    const model = await readModel(buildModel(network));
    await using session = await openSession(tapLayers(model, ['scaled', 'relu', 'scaled']));
    expect(session.outputs.map((output) => output.name)).toEqual(['scaled', 'relu']);
    const { scaled } = await session.run({ image: feed });
    expect(scaled?.values).toEqual(new Float32Array(200).fill(4.5).fill(24, 100));
  });

  it('drops inputs that are no longer needed', async () => {
    const model = await readModel(
      buildModel({
        inputs: [image, { name: 'question', type: 'float32', shape: ['n', 4] }],
        outputs: [{ name: 'answer', type: 'float32', shape: ['n', 4] }],
        nodes: [
          { operation: 'Relu', inputs: ['image'], outputs: ['seen'] },
          { operation: 'Add', inputs: ['seen', 'question'], outputs: ['answer'] },
        ],
      }),
    );
    await using session = await openSession(tapLayers(model, ['seen']));
    expect(session.inputs.map((input) => input.name)).toEqual(['image']);
  });

  it('does not change the model, and leaves its weights where they are', async () => {
    const bytes = buildModel(network);
    const before = bytes.slice();
    const model = await readModel(bytes);
    const tapped = tapLayers(model, ['sums']);
    await using session = await openSession(tapped);
    expect(session.outputs).toHaveLength(1);
    expect(tapped.graph.initializer[0]?.buffer).toBe(bytes.buffer);
    expect(model.graph.output.map((output) => output.name)).toEqual(['scaled']);
    expect(bytes).toEqual(before);
  });

  it('keeps what a branch reads from the graph around it', async () => {
    const branch = (operation: string): GraphDescription => ({
      inputs: [],
      outputs: [{ name: 'result', type: 'float32', shape: ['n', 4] }],
      nodes: [{ operation, inputs: ['relu'], outputs: ['result'] }],
    });
    const model = await readModel(
      buildModel({
        inputs: [image],
        outputs: [{ name: 'chosen', type: 'float32', shape: ['n', 4] }],
        nodes: [
          { operation: 'Relu', inputs: ['image'], outputs: ['relu'] },
          {
            operation: 'ReduceMax',
            inputs: ['image'],
            outputs: ['most'],
            attributes: { keepdims: { int: 0 } },
          },
          { operation: 'Cast', inputs: ['most'], outputs: ['any'], attributes: { to: { int: 9 } } },
          {
            operation: 'If',
            inputs: ['any'],
            outputs: ['chosen'],
            attributes: {
              then_branch: { graph: branch('Neg') },
              else_branch: { graph: branch('Identity') },
            },
          },
        ],
      }),
    );
    await using session = await openSession(tapLayers(model, ['chosen']));
    const { chosen } = await session.run({ image: feed });
    expect(chosen?.values).toEqual(Float32Array.of(-1, -0, -2, -0, -4, -4, -4, -4));
    expect((await listLayers(model)).layers.map((layer) => layer.name)).toEqual(['relu', 'chosen']);
  });

  it.each(['sum', 'image', 'weights', ''])('refuses %j, which no node computes', async (name) => {
    const model = await readModel(buildModel(network));
    expect(() => tapLayers(model, ['relu', name])).toThrowError(
      expect.objectContaining({ code: 'LAYER_NOT_FOUND' }),
    );
  });

  it('suggests the nearest layer', async () => {
    const model = await readModel(buildModel(network));
    expect(() => tapLayers(model, ['sum'])).toThrowError(
      expect.objectContaining({ hint: expect.stringContaining("'sums'") }),
    );
  });
});

describe('listLayers', () => {
  it('gives sizes for one image', async () => {
    const { layers } = await listLayers(await readModel(buildModel(network)));
    expect(layers).toEqual([
      { name: 'relu', operation: 'Relu', type: 'float32', shape: [4], imageAxis: 0, isCut: true },
      {
        name: 'sums',
        operation: 'MatMul',
        type: 'float32',
        shape: [100],
        imageAxis: 0,
        isCut: true,
      },
      {
        name: 'scaled',
        operation: 'Mul',
        type: 'float32',
        shape: [100],
        imageAxis: 0,
        isCut: true,
      },
    ]);
  });

  it('follows arithmetic on sizes without listing it', async () => {
    const model = await readModel(
      buildModel({
        inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, 'height', 'width'] }],
        outputs: [{ name: 'flat', type: 'float32', shape: ['n', 'features'] }],
        nodes: [
          { operation: 'Shape', inputs: ['image'], outputs: ['sizes'] },
          { operation: 'Gather', inputs: ['sizes', 'zero'], outputs: ['batch'] },
          {
            operation: 'Concat',
            inputs: ['batch', 'rest'],
            outputs: ['wanted'],
            attributes: { axis: { int: 0 } },
          },
          { operation: 'Relu', inputs: ['image'], outputs: ['relu'] },
          { operation: 'Reshape', inputs: ['relu', 'wanted'], outputs: ['flat'] },
          { operation: 'Greater', inputs: ['flat', 'limit'], outputs: ['is large'] },
          { operation: 'Identity', inputs: ['limit'], outputs: ['constant'] },
        ],
        initializers: [
          { name: 'zero', shape: [1], values: BigInt64Array.of(0n) },
          { name: 'rest', shape: [1], values: BigInt64Array.of(-1n) },
          { name: 'limit', shape: [1], values: Float32Array.of(1) },
        ],
      }),
    );
    const sizes = { image: [2, 3, 8, 5] };
    expect((await listLayers(model, sizes)).layers.map(({ name, shape }) => [name, shape])).toEqual(
      [
        ['relu', [3, 8, 5]],
        ['flat', [120]],
      ],
    );
    expect((await listLayers(model)).layers[0]).toMatchObject({ shape: [3, undefined, undefined] });
  });

  it('tells the ends of blocks from their branches', async () => {
    const model = await readModel(
      buildModel({
        inputs: [image],
        outputs: [{ name: 'out', type: 'float32', shape: ['n', 4] }],
        nodes: [
          { operation: 'Relu', inputs: ['image'], outputs: ['stem'] },
          { operation: 'Neg', inputs: ['stem'], outputs: ['left'] },
          { operation: 'Exp', inputs: ['stem'], outputs: ['right'] },
          { operation: 'Add', inputs: ['left', 'right'], outputs: ['block'] },
          { operation: 'Sigmoid', inputs: ['block'], outputs: ['gate'] },
          { operation: 'Mul', inputs: ['block', 'gate'], outputs: ['gated'] },
          {
            operation: 'Split',
            inputs: ['gated'],
            outputs: ['first', 'second'],
            attributes: { axis: { int: 1 } },
          },
          {
            operation: 'Concat',
            inputs: ['second', 'first'],
            outputs: ['out'],
            attributes: { axis: { int: 1 } },
          },
        ],
      }),
    );
    const { layers } = await listLayers(model);
    expect(layers).toHaveLength(9);
    expect(layers.filter(({ isCut }) => isCut).map(({ name }) => name)).toEqual([
      'stem',
      'block',
      'gated',
      'out',
    ]);
  });

  it('reads files of the first versions, which list weights among the inputs', async () => {
    const proto = fromBinary(ModelProtoSchema, buildModel(network));
    proto.irVersion = 3n;
    proto.graph?.input.push(valueInfo('weights', 1, [4, 100]), valueInfo('scale', 1, [1]));
    const model = await readModel(toBinary(ModelProtoSchema, proto));
    expect(modelInputs(model)).toEqual([{ name: 'image', type: 'float32', shape: [undefined, 4] }]);
    expect((await listLayers(model)).layers).toHaveLength(3);
    await using session = await openSession(tapLayers(model, ['sums']));
    expect(session.inputs.map((input) => input.name)).toEqual(['image']);
    const { sums } = await session.run({ image: feed });
    expect(sums?.values).toEqual(new Float32Array(200).fill(1.5).fill(8, 100));
  });
});
