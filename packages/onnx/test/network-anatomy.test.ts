import {
  buildModel,
  type GraphConstant,
  type GraphNode,
  networkAnatomy,
  readModel,
} from '@ventral/onnx';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

const constant = (name: string, ...shape: number[]): GraphConstant => ({
  name,
  shape,
  values: new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(0.1),
});
const node = (operation: string, inputs: string, output: string): GraphNode => ({
  operation,
  inputs: inputs.split(' '),
  outputs: [output],
});

async function anatomyOf(nodes: readonly GraphNode[], initializers: readonly GraphConstant[]) {
  const last = nodes.at(-1)!.outputs[0]!;
  const bytes = buildModel({
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 4] }],
    outputs: [{ name: last, type: 'float32', shape: ['n', 4] }],
    nodes,
    initializers,
  });
  return networkAnatomy(await readModel(bytes));
}

const square = (name: string) => constant(name, 4, 4);

describe('anatomy', () => {
  it('of a chain counts its weighted layers and their weights', async () => {
    const { depths, ...counts } = await anatomyOf(
      [
        node('Gemm', 'image w1 b1', 'first'),
        node('Relu', 'first', 'active'),
        node('Mul', 'active gain', 'scaled'),
        node('MatMul', 'scaled w2', 'second'),
      ],
      [square('w1'), constant('b1', 4), constant('gain'), square('w2'), square('unused')],
    );
    expect(counts).toEqual({
      parameters: 16 + 4 + 16,
      weightedLayers: 2,
      depth: 2,
      connections: 1,
      skips: 0,
      recurrentOperators: 0,
      reusedWeights: 0,
      mostUses: 1,
    });
    expect([...depths]).toEqual([
      ['first', 1],
      ['active', 1],
      ['scaled', 1],
      ['second', 2],
    ]);
  });

  it('of a block with a way around it counts what passes by', async () => {
    const counts = await anatomyOf(
      [
        node('MatMul', 'image w1', 'a'),
        node('MatMul', 'a w2', 'b'),
        node('Add', 'a b', 'sum'),
        node('MatMul', 'sum w3', 'c'),
      ],
      ['w1', 'w2', 'w3'].map(square),
    );
    // a to b, b to c, and past b: a to c.
    expect(counts).toMatchObject({ weightedLayers: 3, depth: 3, connections: 3, skips: 1 });
    expect(counts.depths.get('sum')).toBe(2);
  });

  it('of a network unrolled in time counts its weights once', async () => {
    const counts = await anatomyOf(
      [
        node('Transpose', 'w', 'turned'),
        node('MatMul', 'image turned', 'step1'),
        node('MatMul', 'step1 turned', 'step2'),
        node('MatMul', 'step2 w', 'step3'),
        node('MatMul', 'step3 other', 'out'),
      ],
      [square('w'), square('other')],
    );
    expect(counts).toMatchObject({
      ...{ parameters: 32, weightedLayers: 4, depth: 4 },
      ...{ reusedWeights: 1, mostUses: 3, recurrentOperators: 0 },
    });
  });

  it('takes products of what comes from the image for no weighted layers', async () => {
    const counts = await anatomyOf(
      [
        node('MatMul', 'image w', 'keys'),
        node('Transpose', 'keys', 'turned'),
        node('MatMul', 'turned keys', 'attention'),
        node('MatMul', 'keys attention', 'out'),
      ],
      [square('w')],
    );
    expect(counts).toMatchObject({ weightedLayers: 1, depth: 1, connections: 0, parameters: 16 });
  });

  it('of what multiplies nothing is empty', async () => {
    const counts = await anatomyOf([node('Relu', 'image', 'out')], []);
    expect(counts).toMatchObject({ weightedLayers: 0, depth: 0, parameters: 0, mostUses: 0 });
  });

  it('counts operators that feed back', async () => {
    const model = buildModel({
      inputs: [{ name: 'image', type: 'float32', shape: [1, 1, 4] }],
      outputs: [{ name: 'out', type: 'float32', shape: [1, 1, 1, 3] }],
      nodes: [
        {
          operation: 'RNN',
          inputs: ['image', 'w', 'r'],
          outputs: ['out'],
          attributes: { hidden_size: { int: 3 } },
        },
      ],
      initializers: [constant('w', 1, 3, 4), constant('r', 1, 3, 3)],
    });
    expect(networkAnatomy(await readModel(model))).toMatchObject({
      ...{ recurrentOperators: 1, weightedLayers: 1, parameters: 12 + 9 },
    });
  });
});

describeReference('anatomy of SqueezeNet 1.1', 'weights', () => {
  it('is as it was published', async () => {
    const counts = networkAnatomy(await readModel(referencePath('weights/squeezenet1_1.onnx')));
    // 1,235,496 parameters, as torchvision counts; a convolution, 8 modules of three, a convolution.
    expect(counts).toMatchObject({
      parameters: 1_235_496,
      weightedLayers: 26,
      // A module squeezes, then expands in two ways at once.
      depth: 18,
      connections: 1 + 8 * 2 + 8 * 2,
      skips: 0,
      reusedWeights: 0,
    });
  });
});
