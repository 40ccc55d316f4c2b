import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageResponse, OpenModel } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { type Preprocessing, preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { buildModel, type GraphConstant, type GraphNode, type GraphValue } from '@ventral/onnx';
import { collectActivations, madeImage } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-gradient-'));
});
afterAll(() => rm(folder, { recursive: true }));

const context = createRunContext();
const wave = (length: number, step: number) =>
  Float32Array.from({ length }, (_, place) => Math.sin(1 + step * place) / 4);

/** A smooth network of five classes: a convolution, tanh, its mean, and a matrix. */
const constants: readonly GraphConstant[] = [
  { name: 'filters', shape: [4, 3, 3, 3], values: wave(108, 0.7) },
  { name: 'matrix', shape: [4, 5], values: wave(20, 1.3) },
];
const convolve: readonly GraphNode[] = [
  { operation: 'Conv', inputs: ['image', 'filters'], outputs: ['conv'] },
  { operation: 'Tanh', inputs: ['conv'], outputs: ['tanh'] },
];
const classify: readonly GraphNode[] = [
  { operation: 'GlobalAveragePool', inputs: ['tanh'], outputs: ['pool'] },
  { operation: 'Flatten', inputs: ['pool'], outputs: ['flat'] },
  { operation: 'MatMul', inputs: ['flat', 'matrix'], outputs: ['logits'] },
  { operation: 'Softmax', inputs: ['logits'], outputs: ['prob'], attributes: { axis: { int: 1 } } },
];

interface Made {
  readonly input?: Partial<GraphValue>;
  readonly nodes?: readonly GraphNode[];
  readonly constants?: readonly GraphConstant[];
  readonly outputs?: readonly string[];
  readonly preprocessing?: Preprocessing | undefined;
}

async function openMade(made: Made = {}): Promise<OpenModel> {
  const file = join(folder, 'net.onnx');
  const { input, nodes = [...convolve, ...classify], outputs = ['prob'] } = made;
  const bytes = buildModel({
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, 6, 5], ...input }],
    outputs: outputs.map((name) => ({ name, type: 'float32', shape: ['n', 'f'] })),
    initializers: made.constants ?? constants,
    nodes,
  });
  await writeFile(file, bytes);
  const preprocessing = 'preprocessing' in made ? made.preprocessing : preprocessings.torch;
  return networkModel({ id: 'made', title: 'Made', network: file, preprocessing }).open(context);
}

function openGradient(model: OpenModel, response: ImageResponse) {
  if (model.openGradient === undefined) throw new Error('The model has no gradients.');
  return model.openGradient(response, context);
}

const pixelsOf = (seed: number) =>
  Float32Array.from(madeImage(seed, 5, 6).data, (level) => level / 255);

describe('the gradient of a network by the pixels of an image', () => {
  const nhwc: Made = {
    input: { shape: ['n', 6, 5, 3] },
    nodes: [
      {
        operation: 'Transpose',
        inputs: ['image'],
        outputs: ['planes'],
        attributes: { perm: { ints: [0, 3, 1, 2] } },
      },
      { operation: 'Conv', inputs: ['planes', 'filters'], outputs: ['conv'] },
      ...convolve.slice(1),
      ...classify,
    ],
  };
  // Tokens x images x width, as in transformers.
  const tokens: Made = {
    nodes: [
      ...convolve,
      {
        operation: 'Reshape',
        inputs: ['tanh', 'sizes'],
        outputs: ['rows'],
      },
      {
        operation: 'Transpose',
        inputs: ['rows'],
        outputs: ['tokens'],
        attributes: { perm: { ints: [2, 0, 1] } },
      },
      ...classify,
    ],
    constants: [...constants, { name: 'sizes', shape: [3], values: BigInt64Array.of(0n, 4n, -1n) }],
  };
  const caffe = preprocessings.caffe;
  const small = { ...caffe, std: [200, 100, 50] } as const satisfies Preprocessing;
  it.each<[string, ImageResponse, Made]>([
    ['a class', { class: 3 }, {}],
    ['a class, channels last', { class: 3 }, nhwc],
    ['a class, blue first', { class: 0 }, { preprocessing: small }],
    ['a class, blue first and last axis', { class: 0 }, { ...nhwc, preprocessing: small }],
    ['a class of four images at once', { class: 4 }, { input: { shape: [4, 3, 6, 5] } }],
    ['the norm of a layer', { layer: 'tanh' }, {}],
    ['a unit', { layer: 'tanh', unit: 17 }, {}],
    ['a unit of a layer of tokens', { layer: 'tokens', unit: 17 }, tokens],
    ['the norm of a layer of tokens', { layer: 'tokens' }, tokens],
    ['a probability', { layer: 'prob', unit: 1 }, {}],
  ])('is that of finite differences: %s', async (_, response, made) => {
    await using model = await openMade(made);
    await using gradient = await openGradient(model, response);
    const pixels = pixelsOf(1);
    const { gradients } = await gradient.run(pixels);
    expect(gradients).toHaveLength(pixels.length);
    const largest = Math.max(...gradients.map(Math.abs));
    expect(largest).toBeGreaterThan(0);
    const step = 0.01;
    for (let place = 0; place < pixels.length; place += 7) {
      const around = new Float32Array(2 * pixels.length);
      for (const [row, sign] of [-1, 1].entries()) {
        around.set(pixels, row * pixels.length);
        around[row * pixels.length + place]! += sign * step;
      }
      const [below = 0, above = 0] = (await gradient.run(around)).responses;
      const slope = (above - below) / (2 * step);
      expect(Math.abs(slope - gradients[place]!) / largest).toBeLessThan(2e-3);
    }
  });

  it('is of what the model says of the image itself', async () => {
    await using model = await openMade();
    await using gradient = await openGradient(model, { layer: 'conv', unit: 5 });
    const image = madeImage(2, 40, 30);
    const stimulus = { id: 'one', load: async () => image };
    const looked = (await collectActivations(model, [stimulus], ['conv'])).get('conv')!;
    const seen = gradient.fit(image);
    expect([seen.width, seen.height]).toEqual([5, 6]);
    const { responses } = await gradient.run(Float32Array.from(seen.data, (level) => level / 255));
    expect(responses[0]).toBeCloseTo(looked[5]!, 5);
  });

  it.each([
    ['any number', ['n', 3, 6, 5]],
    ['one', [1, 3, 6, 5]],
    ['four', [4, 3, 6, 5]],
  ] as const)('is each image’s own, where the file takes %s at once', async (_, shape) => {
    await using model = await openMade({ input: { shape } });
    await using gradient = await openGradient(model, { layer: 'tanh' });
    const images = Float32Array.from(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].flatMap((seed) => [...pixelsOf(seed)]),
    );
    const together = await gradient.run(images);
    for (const row of [0, 3, 10]) {
      const own = images.slice(row * 90, (row + 1) * 90);
      const alone = await gradient.run(own);
      expect(together.responses[row]).toBeCloseTo(alone.responses[0]!, 5);
      for (const [place, value] of alone.gradients.entries()) {
        expect(together.gradients[row * 90 + place]).toBeCloseTo(value, 5);
      }
    }
  });

  it('takes the norm of a layer of half precision beyond the largest half', async () => {
    const nodes: readonly GraphNode[] = [
      { operation: 'Mul', inputs: ['image', 'hundred'], outputs: ['large'] },
      { operation: 'Cast', inputs: ['large'], outputs: ['half'], attributes: { to: { int: 10 } } },
      { operation: 'Cast', inputs: ['half'], outputs: ['prob'], attributes: { to: { int: 1 } } },
    ];
    const hundred = { name: 'hundred', shape: [], values: Float32Array.of(100) };
    await using model = await openMade({ nodes, constants: [hundred] });
    await using gradient = await openGradient(model, { layer: 'half' });
    const { responses, gradients } = await gradient.run(new Float32Array(90).fill(1));
    expect(responses[0]).toBeGreaterThan(65_504);
    expect(gradients.every(Number.isFinite)).toBe(true);
  });

  it('finds class scores that are an output beside their probabilities', async () => {
    await using model = await openMade({ outputs: ['logits', 'prob'] });
    await using gradient = await openGradient(model, { class: 2 });
    expect([gradient.layer, gradient.unit]).toEqual(['logits', 2]);
  });

  const random: readonly GraphNode[] = [
    { operation: 'RandomNormalLike', inputs: ['image'], outputs: ['noise'] },
    { operation: 'Add', inputs: ['image', 'noise'], outputs: ['prob'] },
  ];
  const unruly: readonly GraphNode[] = [
    { operation: 'Shrink', inputs: ['image'], outputs: ['unruly'] },
    { operation: 'Relu', inputs: ['unruly'], outputs: ['prob'] },
  ];
  const whole: readonly GraphNode[] = [
    { operation: 'Cast', inputs: ['image'], outputs: ['whole'], attributes: { to: { int: 6 } } },
    { operation: 'Cast', inputs: ['whole'], outputs: ['prob'], attributes: { to: { int: 1 } } },
  ];
  const quantised: readonly GraphNode[] = [
    { operation: 'QuantizeLinear', inputs: ['image', 'scale'], outputs: ['whole'] },
    { operation: 'DequantizeLinear', inputs: ['whole', 'scale'], outputs: ['prob'] },
  ];
  const quantisation: readonly GraphConstant[] = [
    { name: 'scale', shape: [], values: Float32Array.of(0.1) },
  ];
  const root: readonly GraphNode[] = [
    { operation: 'Sub', inputs: ['image', 'image'], outputs: ['zero'] },
    { operation: 'Sqrt', inputs: ['zero'], outputs: ['prob'] },
  ];
  it.each<[string, Made, ImageResponse, string, RegExp]>([
    ['a layer that is not there', {}, { layer: 'tanhs' }, 'LAYER_NOT_FOUND', /'tanhs'/],
    ['a unit too many', {}, { layer: 'tanh', unit: 48 }, 'OPTION_INVALID', /unit 48.*48 units/],
    ['a class too many', {}, { class: 5 }, 'OPTION_INVALID', /class 5.*'logits'.*5 classes/],
    ['part of a class', {}, { class: 0.5 }, 'OPTION_INVALID', /class 0\.5/],
    ['a class of maps', { outputs: ['tanh'] }, { class: 0 }, 'OPTION_INVALID', /4 x 4 x 3/],
    [
      'a class where outputs are many',
      { outputs: ['prob', 'tanh'] },
      { class: 0 },
      'OPTION_INVALID',
      /2 outputs: prob, tanh/,
    ],
    [
      'random operators',
      { nodes: random },
      { class: 0 },
      'GRADIENT_UNAVAILABLE',
      /RandomNormalLike/,
    ],
    [
      'an operator without rule',
      { nodes: unruly },
      { layer: 'prob' },
      'GRADIENT_UNAVAILABLE',
      /Shrink/,
    ],
    ['a layer of whole numbers', { nodes: whole }, { layer: 'whole' }, 'OPTION_INVALID', /int32/],
    [
      'a network of whole numbers',
      { nodes: quantised, constants: quantisation },
      { layer: 'prob' },
      'GRADIENT_UNAVAILABLE',
      /whole numbers/,
    ],
    [
      'an unknown preprocessing',
      { preprocessing: undefined },
      { class: 0 },
      'OPTION_INVALID',
      /wants/,
    ],
  ])('refuses %s', async (_, made, response, code, message) => {
    await using model = await openMade(made);
    await expect(openGradient(model, response)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('refuses a gradient that is no number', async () => {
    await using model = await openMade({ nodes: root });
    await using gradient = await openGradient(model, { layer: 'prob', unit: 0 });
    await expect(gradient.run(pixelsOf(1))).rejects.toMatchObject({ code: 'RESPONSES_INVALID' });
  });

  it('refuses what are no images', async () => {
    await using model = await openMade();
    await using gradient = await openGradient(model, { class: 0 });
    const torn = gradient.run(new Float32Array(91));
    await expect(torn).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
  });
});
