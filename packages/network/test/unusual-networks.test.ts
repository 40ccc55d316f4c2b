import type { OpenModel } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import {
  buildModel,
  type GraphDescription,
  type GraphNode,
  tensorOfFloats,
  toFloat32,
} from '@ventral/onnx';
import {
  collectActivations,
  describeReference,
  madeStimuli,
  referencePath,
} from '@ventral/testing';
import { describe, expect, it } from 'vitest';

const transposed = (input: string, output: string, perm: readonly number[]): GraphNode => ({
  operation: 'Transpose',
  inputs: [input],
  outputs: [output],
  attributes: { perm: { ints: perm } },
});

const numbers = (name: string, ...values: bigint[]) => {
  return { name, shape: [values.length], values: BigInt64Array.from(values) };
};
const someFloats = (name: string, value: number) => {
  return { name, shape: [3], values: new Float32Array(3).fill(value) };
};

interface Settings extends Pick<GraphDescription, 'initializers'> {
  readonly batch?: number;
  readonly type?: 'float16' | 'float32' | 'float64';
}

/** Opens a network of these nodes, which take `image`; its last value is its output. */
async function openNodes(nodes: readonly GraphNode[], settings: Settings = {}): Promise<OpenModel> {
  const { batch = 'n', type = 'float32', ...rest } = settings;
  const output = nodes.at(-1)?.outputs[0] as string;
  const bytes = buildModel({
    ...rest,
    inputs: [{ name: 'image', type, shape: [batch, 3, 6, 6] }],
    outputs: [{ name: output, type, shape: [] }],
    nodes,
  });
  const preprocessing = preprocessings.torch;
  const model = networkModel({ id: 'made', title: 'Made', network: () => bytes, preprocessing });
  return model.open(createRunContext());
}

const relu: GraphNode = { operation: 'Relu', inputs: ['image'], outputs: ['relu'] };

describe('lnd-vit: values whose images are not in the first axis', () => {
  const nodes = [
    relu,
    // As CLIP holds tokens x images x width inside its blocks.
    transposed('relu', 'channels first', [1, 0, 2, 3]),
    { operation: 'Neg', inputs: ['channels first'], outputs: ['inside'] },
    transposed('inside', 'images last', [0, 2, 3, 1]),
    { operation: 'Neg', inputs: ['relu'], outputs: ['plain'] },
    // As Swin puts windows beside images.
    { operation: 'Reshape', inputs: ['relu', 'windows'], outputs: ['folded'] },
    { operation: 'Flatten', inputs: ['relu'], outputs: ['flat'] },
    {
      operation: 'Gemm',
      inputs: ['flat', 'flat'],
      outputs: ['similarity'],
      attributes: { transB: { int: 1 } },
    },
    {
      operation: 'ReduceMean',
      inputs: ['relu'],
      outputs: ['mean image'],
      attributes: { axes: { ints: [0] }, keepdims: { int: 0 } },
    },
    { operation: 'Relu', inputs: ['plain'], outputs: ['out'] },
  ];
  const initializers = [numbers('windows', -1n, 6n, 6n)];

  it('are read with one row an image, however many are shown at once', async () => {
    await using model = await openNodes(nodes, { initializers });
    const names = ['plain', 'inside', 'images last'];
    const read = await collectActivations(model, madeStimuli(35, 9), names);
    expect(read.get('inside')).toEqual(read.get('plain'));
    expect(read.get('images last')).toEqual(read.get('plain'));
    const shapes = model.layers.map(({ name, shape }) => [name, shape]);
    expect(shapes).toContainEqual(['channels first', [3, 6, 6]]);
  });

  it('are listed with the reason where they cannot be read, and said beside the score', async () => {
    await using model = await openNodes(nodes, { initializers });
    expect(model.unusable).toEqual([
      {
        name: 'folded',
        operation: 'Reshape',
        reason: 'its axis 0 mixes images with something else (3 an image)',
      },
      { name: 'similarity', operation: 'Gemm', reason: 'it compares images with one another' },
      { name: 'mean image', operation: 'ReduceMean', reason: 'none of its axes counts the images' },
    ]);
    expect(model.notes).toEqual([
      "3 values of made cannot be used as layers and were left out, such as 'folded': its axis 0 " +
        'mixes images with something else (3 an image).',
    ]);
    const reading = async () => collectActivations(model, madeStimuli(2, 9), ['folded']);
    await expect(reading()).rejects.toMatchObject({
      code: 'LAYER_NOT_FOUND',
      message: expect.stringContaining("'folded' of made cannot be used: its axis 0 mixes images"),
    });
  });

  it('are all of the one image that a network takes', async () => {
    await using model = await openNodes(nodes, { initializers, batch: 1 });
    expect(model.unusable).toEqual([]);
    expect(model.notes).toEqual([]);
    const names = ['relu', 'plain', 'inside', 'folded'];
    const read = await collectActivations(model, madeStimuli(3, 9), names);
    expect(read.get('inside')).toEqual(read.get('plain'));
    expect(read.get('folded')).toEqual(read.get('relu'));
  });

  it('are found where the file fixes how many images', async () => {
    await using model = await openNodes(nodes, { initializers, batch: 4 });
    const read = await collectActivations(model, madeStimuli(6, 9), ['plain', 'inside']);
    expect(read.get('inside')).toEqual(read.get('plain'));
    expect(model.unusable?.map(({ name }) => name)).toEqual(['folded', 'mean image']);
  });
});

describeReference('the network that was found', 'cases/lnd-vit', () => {
  it('lnd-vit: has the same blocks, tokens first or images first', async () => {
    const read = ['vit_batch_first', 'vit_tokens_first'].map(async (file) => {
      const network = referencePath('cases/lnd-vit', `${file}.onnx`);
      const preprocessing = preprocessings.torch;
      const model = networkModel({ id: file, title: file, network, preprocessing });
      await using open = await model.open(createRunContext());
      expect(open.candidateLayers).toEqual(['withcls', 'embed', 'blk0/out', 'blk1/out']);
      expect(open.notes).toEqual([]);
      return collectActivations(open, madeStimuli(9, 40), open.candidateLayers);
    });
    const [imagesFirst, tokensFirst] = await Promise.all(read);
    for (const [layer, values] of imagesFirst ?? []) {
      const others = tokensFirst?.get(layer) as Float32Array;
      const worst = Math.max(
        ...values.map((value, index) => Math.abs(value - (others[index] ?? 9))),
      );
      expect(worst, layer).toBeLessThan(1e-4);
    }
  });
});

describe('training-mode-export', () => {
  const normalised = (training: number): GraphNode => ({
    operation: 'BatchNormalization',
    inputs: ['image', 'one', 'zero', 'zero', 'one'],
    outputs: training === 1 ? ['normal', 'mean', 'variance'] : ['normal'],
    attributes: { training_mode: { int: training } },
  });
  const initializers = [someFloats('one', 1), someFloats('zero', 0)];
  it('is refused: batch normalisation by the batch', async () => {
    const relued = { operation: 'Relu', inputs: ['normal'], outputs: ['relu'] };
    await expect(openNodes([normalised(1), relued], { initializers })).rejects.toMatchObject({
      code: 'MODEL_IN_TRAINING',
      message: expect.stringContaining("its node 'normal' (BatchNormalization)"),
      hint: expect.stringContaining('model.eval()'),
    });
    await using model = await openNodes([normalised(0), relued], { initializers });
    expect(model.layers.map(({ name }) => name)).toEqual(['normal', 'relu']);
  });

  it('has random operators: that is said beside the score', async () => {
    const noise = { operation: 'RandomNormalLike', inputs: ['image'], outputs: ['noise'] };
    const sum = { operation: 'Add', inputs: ['image', 'noise'], outputs: ['sum'] };
    await using model = await openNodes([noise, sum]);
    expect(model.notes).toEqual([
      'made has random operators (RandomNormalLike): its activations differ from run to run, and so ' +
        'does this score.',
    ]);
  });
});

describe('a network of another precision', () => {
  it.each(['float16', 'float64'] as const)(
    '%s images are given to it, and its values widened',
    async (type) => {
      await using plain = await openNodes([relu]);
      await using other = await openNodes([relu], { type });
      const [expected, found] = await Promise.all(
        [plain, other].map(async (model) =>
          (await collectActivations(model, madeStimuli(3, 9), ['relu'])).get('relu'),
        ),
      );
      expect(found).toBeInstanceOf(Float32Array);
      const rounded = toFloat32(
        tensorOfFloats({ shape: [3 * 108], values: expected as Float32Array }, type),
      );
      expect(found).toEqual(rounded);
    },
  );
});

describeReference('the network of half precision that was found', 'cases/float16', () => {
  it('float16: runs', async () => {
    const network = referencePath('cases/float16/fp16.onnx');
    const model = networkModel({
      id: 'half',
      title: 'Half',
      network,
      preprocessing: preprocessings.torch,
    });
    await using open = await model.open(createRunContext());
    const read = await collectActivations(open, madeStimuli(2, 40), ['relu2']);
    expect(read.get('relu2')?.every(Number.isFinite)).toBe(true);
    expect(Math.max(...(read.get('relu2') ?? []))).toBeGreaterThan(0);
  });
});
