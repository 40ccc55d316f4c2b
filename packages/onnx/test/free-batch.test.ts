import {
  buildModel,
  freeBatch,
  type GraphConstant,
  type GraphNode,
  modelInputs,
  modelOfGraph,
  type OnnxModel,
  openSession,
  readModel,
  toFloat32,
} from '@ventral/onnx';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

const integers = (name: string, ...values: readonly number[]): GraphConstant => ({
  name,
  shape: [values.length],
  values: BigInt64Array.from(values, BigInt),
});
const floats = (name: string, ...shape: readonly number[]): GraphConstant => {
  const length = shape.reduce((product, size) => product * size, 1);
  return { name, shape, values: Float32Array.from({ length }, (_, index) => Math.sin(index + 1)) };
};

/** A network of `image` of 1 x 3 x 4 x 4 whose last node makes `y`. */
function network(
  nodes: readonly GraphNode[],
  initializers: readonly GraphConstant[] = [],
  { batch = 1, opset = 17, rank = 2 } = {},
): OnnxModel {
  return modelOfGraph({
    opset,
    inputs: [{ name: 'image', type: 'float32', shape: [batch, 3, 4, 4] }],
    outputs: [{ name: 'y', type: 'float32', shape: [batch, ...Array(rank - 1).fill('?')] }],
    nodes,
    initializers,
  });
}

const node = (
  operation: string,
  inputs: readonly string[],
  output: string,
  attributes: GraphNode['attributes'] = {},
): GraphNode => ({ operation, inputs, outputs: [output], attributes });

async function rowsOf(model: OnnxModel, values: Float32Array, images: number) {
  const [input] = modelInputs(model);
  await using session = await openSession(model);
  const shape = [images, ...(input!.shape.slice(1) as number[])];
  const [output] = session.outputs;
  const results = await session.run({ [input!.name]: { type: 'float32', shape, values } });
  return toFloat32(results[output!.name]!);
}

/** Requires several images to give what each gives alone in the file as it was. */
async function expectSameAlone(model: OnnxModel, digits: number) {
  const { model: freed, fixed } = await freeBatch(model);
  expect(fixed).toBeUndefined();
  const [input] = modelInputs(model);
  expect(modelInputs(freed)).toEqual([{ ...input, shape: [undefined, ...input!.shape.slice(1)] }]);
  const length = (input!.shape as number[]).reduce((product, size) => product * size, 1);
  const images = Float32Array.from({ length: 5 * length }, (_, index) => Math.cos(index * 1.7));
  const together = await rowsOf(freed, images, 5);
  const width = together.length / 5;
  for (let row = 0; row < 5; row++) {
    const alone = await rowsOf(model, images.subarray(row * length, (row + 1) * length), 1);
    expect(alone).toHaveLength(width);
    for (const [at, value] of alone.entries()) {
      expect(together[row * width + at]).toBeCloseTo(value, digits);
    }
  }
}

describe('freeBatch', () => {
  it.each<[string, readonly GraphNode[], readonly GraphConstant[]]>([
    [
      'sizes of a Reshape that begin with 1',
      [node('Reshape', ['image', 'sizes'], 'flat'), node('MatMul', ['flat', 'weights'], 'y')],
      [integers('sizes', 1, -1), floats('weights', 48, 2)],
    ],
    [
      'sizes of a Reshape without -1, which another node shares',
      [
        node('Reshape', ['image', 'sizes'], 'flat'),
        node('ConstantOfShape', ['sizes'], 'zeros'),
        node('Add', ['flat', 'zeros'], 'y'),
      ],
      [integers('sizes', 1, 48)],
    ],
    [
      'sizes of a Reshape that begin with -1',
      [node('Reshape', ['image', 'sizes'], 'y')],
      [integers('sizes', -1, 48)],
    ],
    [
      'channels moved, cut, padded, joined and scaled',
      [
        node('Transpose', ['image'], 'last', { perm: { ints: [0, 2, 3, 1] } }),
        node('Slice', ['last', 'start', 'end', 'axes'], 'cut'),
        node('Pad', ['last', 'pads'], 'padded'),
        node('Concat', ['cut', 'padded'], 'joined', { axis: { int: -1 } }),
        node('Mul', ['joined', 'scale'], 'scaled'),
        node('Softmax', ['scaled'], 'y', { axis: { int: 1 } }),
      ],
      [
        ...[integers('start', 1), integers('end', 3), integers('axes', -1)],
        ...[integers('pads', 0, 0, 0, 1, 0, 0, 0, 2), floats('scale', 1, 1, 1, 8)],
      ],
    ],
    [
      'products of images with themselves, row by row',
      [
        node('Reshape', ['image', 'tokens'], 'q'),
        node('Transpose', ['q'], 'k', { perm: { ints: [0, 2, 1] } }),
        node('MatMul', ['q', 'k'], 'scores'),
        node('ReduceMean', ['scores'], 'y', { axes: { ints: [2] } }),
      ],
      [integers('tokens', 1, 3, 16)],
    ],
  ])('gives each image what it gets alone: %s', async (_, nodes, constants) => {
    await expectSameAlone(network(nodes, constants), 6);
  });

  it.each<[string, string, readonly GraphNode[], (readonly GraphConstant[])?, { opset?: number }?]>(
    [
      [
        'a Softmax over images',
        "'y' (Softmax) may mix",
        [node('Softmax', ['image'], 'y', { axis: { int: 0 } })],
      ],
      [
        'a Softmax over images, counted from behind',
        "'y' (Softmax) may mix",
        [node('Softmax', ['image'], 'y', { axis: { int: -4 } })],
      ],
      [
        'a mean over images',
        'does not count',
        [node('ReduceMean', ['image'], 'y', { axes: { ints: [0] } })],
      ],
      ['a mean over everything', 'does not count', [node('ReduceMean', ['image'], 'y')]],
      [
        'a Transpose of images',
        "'t' (Transpose) may mix",
        [
          node('Transpose', ['image'], 't', { perm: { ints: [1, 0, 2, 3] } }),
          node('Relu', ['t'], 'y'),
        ],
      ],
      [
        'a Reshape that folds images',
        'does not count',
        [node('Reshape', ['image', 'sizes'], 'r'), node('Relu', ['r'], 'y')],
        [integers('sizes', 3, 16)],
      ],
      [
        'a Reshape with images last',
        'does not count',
        [node('Reshape', ['image', 'sizes'], 'y')],
        [integers('sizes', 48, 1)],
      ],
      [
        'images one after the other',
        'one after the other',
        [node('Concat', ['image', 'image'], 'y', { axis: { int: 0 } })],
      ],
      [
        'one image picked',
        "'y' (Gather) may mix",
        [node('Gather', ['image', 'first'], 'y', { axis: { int: 0 } })],
        [integers('first', 0)],
      ],
      [
        'images reversed',
        "'y' (Slice) may mix",
        [node('Slice', ['image', 'start', 'end', 'axes', 'steps'], 'y')],
        [integers('start', -1), integers('end', -9), integers('axes', 0), integers('steps', -1)],
      ],
      [
        'images moved along by padding',
        "'y' (Pad) may mix",
        [node('Pad', ['image', 'pads'], 'y')],
        [integers('pads', 1, 0, 0, 0, -1, 0, 0, 0)],
      ],
      [
        'a product of images with one another',
        'reads images in an unusual place',
        [
          node('Flatten', ['image'], 'flat'),
          node('Gemm', ['flat', 'flat'], 'y', { transB: { int: 1 } }),
        ],
      ],
      [
        'their number as a factor',
        'reads the number',
        [
          node('Shape', ['image'], 's'),
          node('Gather', ['s', 'first'], 'n'),
          node('Cast', ['n'], 'f', { to: { int: 1 } }),
          node('Mul', ['image', 'f'], 'y'),
        ],
        [integers('first', 0)],
      ],
      [
        'an operator of another kind',
        'it is not known',
        [node('CumSum', ['image', 'axis'], 'y')],
        [{ name: 'axis', shape: [], values: BigInt64Array.of(0n) }],
      ],
      [
        'places of maxima through all images',
        '(MaxPool) may mix',
        [
          {
            operation: 'MaxPool',
            inputs: ['image'],
            outputs: ['m', 'y'],
            attributes: { kernel_shape: { ints: [2, 2] } },
          },
        ],
      ],
      [
        'a constant in a Concat',
        'the runtime refuses',
        [node('Concat', ['image', 'more'], 'y', { axis: { int: 1 } })],
        [floats('more', 1, 1, 4, 4)],
      ],
    ],
  )('leaves a network alone with %s', async (_, reason, nodes, constants = []) => {
    const model = network(nodes, constants);
    const freed = await freeBatch(model);
    expect(freed.fixed).toContain(reason);
    expect(freed.model).toBe(model);
  });

  it('leaves a network of another number of images alone, and one of any', async () => {
    const relu = [node('Relu', ['image'], 'y')];
    const four = network(relu, [], { batch: 4, rank: 4 });
    expect(await freeBatch(four)).toEqual({
      model: four,
      fixed: expect.stringContaining('not fixed at one'),
    });
    const { model: any } = await freeBatch(network(relu, [], { rank: 4 }));
    expect((await freeBatch(any)).model).toBe(any);
  });

  it('reads sizes of the input that the file leaves open from what is given', async () => {
    const bytes = buildModel({
      inputs: [{ name: 'image', type: 'float32', shape: [1, 3, 'h', 'w'] }],
      outputs: [{ name: 'y', type: 'float32', shape: [1, '?'] }],
      nodes: [node('Reshape', ['image', 'sizes'], 'y')],
      initializers: [integers('sizes', 1, 3, -1)],
    });
    const { model, fixed } = await freeBatch(await readModel(bytes), { image: [1, 3, 4, 4] });
    expect(fixed).toBeUndefined();
    expect(modelInputs(model)[0]?.shape).toEqual([undefined, 3, undefined, undefined]);
  });
});

describeReference('published networks of one image', 'data/vnncomp2021-networks', () => {
  it.each(['resnet_2b', 'resnet_4b', 'mnist-net_256x2'])('%s takes any number', async (name) => {
    const path = referencePath('data/vnncomp2021-networks', `${name}.onnx`);
    await expectSameAlone(await readModel(path), 4);
  });
});

describeReference('the golden network of one image', 'golden/onnx', () => {
  it('takes any number', async () => {
    await expectSameAlone(await readModel(referencePath('golden/onnx/fixed_batch_1.onnx')), 5);
  });
});
