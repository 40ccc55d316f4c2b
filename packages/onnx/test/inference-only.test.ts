import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  buildModel,
  type GraphDescription,
  type OnnxModel,
  randomOperators,
  readModel,
  requireInference,
} from '@ventral/onnx';
import { describe, expect, it } from 'vitest';
import { ModelProtoSchema, type TensorProto, TensorProtoSchema } from '../src/generated/onnx_pb.ts';

const value = (name: string) => ({ name, type: 'float32', shape: ['n', 4] }) as const;

/** image -> Dropout -> kept, whose training mode is one of the constants of the graph. */
async function dropout(training: TensorProto, asNode: boolean): Promise<OnnxModel> {
  const bytes = buildModel({
    inputs: [value('image')],
    outputs: [value('kept')],
    nodes: [
      { operation: 'Constant', inputs: [], outputs: [asNode ? 'training' : 'unused'] },
      { operation: 'Dropout', inputs: ['image', '', 'training'], outputs: ['kept'] },
    ],
  });
  const proto = fromBinary(ModelProtoSchema, bytes);
  const { graph } = proto;
  if (asNode) {
    graph?.node[0]?.attribute.push({
      $typeName: 'onnx.AttributeProto',
      ...{ name: 'value', t: training, type: 4, floats: [], ints: [], strings: [], graphs: [] },
    });
  } else {
    graph?.initializer.push(toBinary(TensorProtoSchema, { ...training, name: 'training' }));
  }
  return readModel(toBinary(ModelProtoSchema, proto));
}

const raw = (truth: number) =>
  create(TensorProtoSchema, { dataType: 9, rawData: Uint8Array.of(truth) });
// As onnx.helper.make_tensor writes it: int32_data, packed.
const listed = (truth: number) => {
  const field = Uint8Array.of((5 << 3) | 2, 1, truth);
  return fromBinary(TensorProtoSchema, Buffer.concat([Uint8Array.of(2 << 3, 9), field]));
};

describe('requireInference', () => {
  it.each([
    ['an initializer', raw, false],
    ['an initializer of numbers', listed, false],
    ['a constant node', raw, true],
  ])('refuses Dropout that trains, and no other: said by %s', async (_, truth, asNode) => {
    const training = await dropout(truth(1), asNode);
    expect(() => requireInference(training)).toThrow(
      expect.objectContaining({
        code: 'MODEL_IN_TRAINING',
        message: expect.stringContaining("'kept' (Dropout)"),
      }),
    );
    requireInference(await dropout(truth(0), asNode));
  });
});

describe('randomOperators', () => {
  it('are found in branches too, each once', async () => {
    const branch = (operation: string): GraphDescription => ({
      inputs: [],
      outputs: [value('result')],
      nodes: [{ operation, inputs: ['image'], outputs: ['result'] }],
    });
    const bytes = buildModel({
      inputs: [value('image')],
      outputs: [value('chosen')],
      nodes: [
        { operation: 'RandomNormalLike', inputs: ['image'], outputs: ['noise'] },
        { operation: 'Bernoulli', inputs: ['image'], outputs: ['any'] },
        {
          operation: 'If',
          inputs: ['any'],
          outputs: ['chosen'],
          attributes: {
            then_branch: { graph: branch('RandomNormalLike') },
            else_branch: { graph: branch('RandomUniformLike') },
          },
        },
      ],
    });
    expect(randomOperators(await readModel(bytes))).toEqual([
      'RandomNormalLike',
      'Bernoulli',
      'RandomUniformLike',
    ]);
  });
});
