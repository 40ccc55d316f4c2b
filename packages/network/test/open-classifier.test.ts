import type { OpenModel } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { buildModel, type GraphNode } from '@ventral/onnx';
import { madeImage } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

const [height, width, classes] = [6, 5, 4];
const length = 3 * height * width;
const wave = (count: number, step: number) =>
  Float32Array.from({ length: count }, (_, place) => Math.sin(1 + step * place) / 3);
const context = createRunContext();

interface Made {
  readonly batch?: number | string;
  readonly last?: readonly GraphNode[];
  readonly output?: string;
}

function openMade({ batch = 'n', last = [], output = 'logits' }: Made = {}): Promise<OpenModel> {
  const bytes = buildModel({
    inputs: [{ name: 'image', type: 'float32', shape: [batch, 3, height, width] }],
    outputs: [{ name: output, type: 'float32', shape: [batch, classes] }],
    initializers: [
      { name: 'filters', shape: [6, 3, 3, 3], values: wave(162, 0.7) },
      { name: 'matrix', shape: [6, classes], values: wave(24, 1.3) },
    ],
    nodes: [
      { operation: 'Conv', inputs: ['image', 'filters'], outputs: ['conv'] },
      { operation: 'Tanh', inputs: ['conv'], outputs: ['tanh'] },
      { operation: 'GlobalAveragePool', inputs: ['tanh'], outputs: ['pool'] },
      { operation: 'Flatten', inputs: ['pool'], outputs: ['flat'] },
      { operation: 'MatMul', inputs: ['flat', 'matrix'], outputs: ['logits'] },
      ...last,
    ],
  });
  const described = { id: 'made', title: 'Made', network: () => bytes };
  return networkModel({ ...described, preprocessing: preprocessings.torch }).open(context);
}

const softmax: Made = {
  last: [{ operation: 'Softmax', inputs: ['logits'], outputs: ['prob'] }],
  output: 'prob',
};

const pixels = Float32Array.from(
  [0, 1, 2].flatMap((seed) => Array.from(madeImage(seed, width, height).data)),
  (level) => level / 255,
);
const labels = [0, 3, 1];

/** Minus the logarithm of the probability of the label. */
function losses(scores: Float32Array): readonly number[] {
  return labels.map((label, row) => {
    const own = Array.from(scores.subarray(row * classes, (row + 1) * classes));
    return Math.log(own.reduce((sum, score) => sum + Math.exp(score), 0)) - own[label]!;
  });
}

describe('a model that names what is on images', () => {
  it.each<[string, Made]>([
    ['that gives scores', {}],
    ['that gives probabilities: by what they are made of', softmax],
    ['of two images at once', { batch: 2 }],
    ['of one image at once', { batch: 1 }],
  ])('scores classes, and slopes as finite differences do: %s', async (_, made) => {
    await using model = await openMade(made);
    expect(model.classLayer).toBe('logits');
    await using classifier = await model.openClassifier!(context);
    expect(classifier).toMatchObject({ layer: 'logits', size: { width, height } });
    const { scores, gradients } = await classifier.slopes(pixels, labels);
    expect(scores).toHaveLength(3 * classes);
    const apart = await classifier.scores(pixels);
    for (const [at, score] of scores.entries()) expect(score).toBeCloseTo(apart[at]!, 5);
    const step = 0.01;
    for (let at = 7; at < length; at += 11) {
      // All images at once: each slopes by its own pixels alone.
      const moved = (by: number) =>
        Float32Array.from(pixels, (pixel, place) => (place % length === at ? pixel + by : pixel));
      const up = losses(await classifier.scores(moved(step)));
      const down = losses(await classifier.scores(moved(-step)));
      for (const row of [0, 1, 2]) {
        const slope = (up[row]! - down[row]!) / (2 * step);
        expect(gradients[row * length + at]).toBeCloseTo(slope, 3);
      }
    }
  });

  it.each<[string, Made]>([
    ['that gives scores', {}],
    ['that gives probabilities: by what they are made of', softmax],
    ['of two images at once', { batch: 2 }],
  ])('slopes the score of each image as finite differences do: %s', async (_, made) => {
    await using model = await openMade(made);
    await using classifier = await model.openClassifier!(context);
    const { scores, gradients } = await classifier.scoreSlopes(pixels, labels);
    // Both at once: one does not close the other.
    await classifier.slopes(pixels, labels);
    expect(scores).toHaveLength(3 * classes);
    const own = (all: Float32Array, row: number) => all[row * classes + labels[row]!]!;
    const step = 0.01;
    for (let at = 3; at < length; at += 13) {
      const moved = (by: number) =>
        Float32Array.from(pixels, (pixel, place) => (place % length === at ? pixel + by : pixel));
      const up = await classifier.scores(moved(step));
      const down = await classifier.scores(moved(-step));
      for (const row of [0, 1, 2]) {
        const slope = (own(up, row) - own(down, row)) / (2 * step);
        expect(gradients[row * length + at]).toBeCloseTo(slope, 3);
      }
    }
    await expect(classifier.scoreSlopes(pixels, [0, 1, 4])).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  });

  it('writes slopes into an array that is given, the same as into a new one', async () => {
    await using model = await openMade({ batch: 2 });
    await using classifier = await model.openClassifier!(context);
    const { gradients } = await classifier.slopes(pixels, labels);
    const around = new Float32Array(pixels.length + 2).fill(7);
    const into = around.subarray(1, -1);
    const again = await classifier.slopes(pixels, labels, {}, into);
    expect(again.gradients).toBe(into);
    expect([...around]).toEqual([7, ...gradients, 7]);
    await expect(classifier.slopes(pixels, labels, {}, around)).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining(`into ${around.length} numbers`),
    });
  });

  it('says which part of an image it sees', async () => {
    await using model = await openMade();
    await using classifier = await model.openClassifier!(context);
    const whole = { left: 0, top: 0, width: 1, height: 1 };
    expect(classifier.seenPart({ width: 800, height: 600 })).toEqual(whole);
  });

  it('has a digest that changes with the network', async () => {
    await using plain = await openMade();
    await using other = await openMade(softmax);
    await using one = await plain.openClassifier!(context);
    await using two = await other.openClassifier!(context);
    expect(one.digest).toBe(plain.digest);
    expect(one.digest).not.toBe(two.digest);
  });

  it('keeps the slope of an image that is named with certainty', async () => {
    const certain: Made = {
      last: [{ operation: 'Mul', inputs: ['logits', 'logits'], outputs: ['squares'] }],
      output: 'squares',
    };
    await using model = await openMade(certain);
    await using classifier = await model.openClassifier!(context);
    // Far outside of pixels the scores are hundreds apart.
    const far = pixels.map((pixel) => 40 * pixel);
    const scores = await classifier.scores(far);
    const named = [0, 1, 2].map((row) => {
      const own = Array.from(scores.subarray(row * classes, (row + 1) * classes));
      return own.indexOf(Math.max(...own));
    });
    const { gradients } = await classifier.slopes(far, named);
    expect(gradients.every(Number.isFinite)).toBe(true);
  });

  it.each([
    [[0, 1, 4], /no class 4: 'logits' of made has 4 classes/],
    [[0, -1, 1], /no class -1/],
    [[0, 1.5, 1], /no class 1.5/],
  ])('refuses the labels %j', async (wrong, message) => {
    await using model = await openMade();
    await using classifier = await model.openClassifier!(context);
    await expect(classifier.slopes(pixels, wrong)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('scores a network without gradient, and says why it has none', async () => {
    const random: Made = {
      last: [
        { operation: 'RandomNormalLike', inputs: ['logits'], outputs: ['noise'] },
        { operation: 'Add', inputs: ['logits', 'noise'], outputs: ['noisy'] },
      ],
      output: 'noisy',
    };
    await using model = await openMade(random);
    await using classifier = await model.openClassifier!(context);
    expect(await classifier.scores(pixels)).toHaveLength(3 * classes);
    await expect(classifier.slopes(pixels, labels)).rejects.toMatchObject({
      code: 'GRADIENT_UNAVAILABLE',
    });
  });

  it('is none where the output is no number a class', async () => {
    await using model = await openMade({
      last: [{ operation: 'Exp', inputs: ['tanh'], outputs: ['map'] }],
      output: 'map',
    });
    expect(model.classLayer).toBeUndefined();
    await expect(model.openClassifier!(context)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});
