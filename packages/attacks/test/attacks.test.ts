import {
  fgsm,
  type NormName,
  normNames,
  pgd,
  squareAttack,
  targetClass,
  wrongClass,
} from '@ventral/attacks';
import type { Classifier } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { buildModel, type GraphNode } from '@ventral/onnx';
import { madeImage } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const [height, width, images] = [8, 7, 6];
const length = 3 * height * width;
const wave = (count: number, step: number) =>
  Float32Array.from({ length: count }, (_, place) => Math.sin(1 + step * place));

async function openMade(activation: GraphNode['operation']): Promise<Classifier> {
  const bytes = buildModel({
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, height, width] }],
    outputs: [{ name: 'logits', type: 'float32', shape: ['n', 5] }],
    initializers: [
      { name: 'filters', shape: [8, 3, 3, 3], values: wave(216, 0.7) },
      { name: 'matrix', shape: [8, 5], values: wave(40, 1.3) },
    ],
    nodes: [
      { operation: 'Conv', inputs: ['image', 'filters'], outputs: ['conv'] },
      { operation: activation, inputs: ['conv'], outputs: ['active'] },
      { operation: 'GlobalAveragePool', inputs: ['active'], outputs: ['pool'] },
      { operation: 'Flatten', inputs: ['pool'], outputs: ['flat'] },
      { operation: 'MatMul', inputs: ['flat', 'matrix'], outputs: ['logits'] },
    ],
  });
  const model = networkModel({
    ...{ id: 'made', title: 'Made', network: () => bytes },
    preprocessing: preprocessings.torch,
  });
  const open = await model.open(createRunContext());
  return open.openClassifier!(createRunContext());
}

let classifier: Classifier;
beforeAll(async () => {
  classifier = await openMade('Tanh');
});
afterAll(() => classifier[Symbol.asyncDispose]());

const pixels = Float32Array.from(
  Array.from({ length: images }, (_, seed) =>
    Array.from(madeImage(seed, width, height).data),
  ).flat(),
  (level) => level / 255,
);
const rows = Array.from({ length: images }, (_, row) => row);

/** What the network names. */
async function named(of: Float32Array): Promise<readonly number[]> {
  const scores = await classifier.scores(of);
  return rows.map((row) => {
    const own = Array.from(scores.subarray(row * 5, (row + 1) * 5));
    return own.indexOf(Math.max(...own));
  });
}

const sizes: Readonly<Record<NormName, (change: Float64Array) => number>> = {
  linf: (change) => Math.max(...change.map(Math.abs)),
  l2: (change) => Math.hypot(...change),
  l1: (change) => change.reduce((sum, value) => sum + Math.abs(value), 0),
};
const reach = { linf: 0.1, l2: 1, l1: 8 };

describe.each(normNames)('projected gradient descent, %s', (norm) => {
  const epsilon = reach[norm];

  it.each(['clean', { seed: 3 }] as const)(
    'raises losses within reach, start %j',
    async (start) => {
      const attacked = wrongClass(classifier, await named(pixels));
      const found = await pgd(attacked, pixels, rows, { norm, epsilon, start });
      for (const row of rows) {
        const path = found.paths[row]!;
        expect(path).toHaveLength(21);
        expect(found.losses[row]).toBeGreaterThan(
          (await attacked.judge(pixels, rows)).losses[row]!,
        );
        const change = Float64Array.from(
          { length },
          (_, at) => found.pixels[row * length + at]! - pixels[row * length + at]!,
        );
        expect(sizes[norm](change)).toBeLessThanOrEqual(epsilon * (1 + 1e-5));
      }
      expect(Math.min(...found.pixels)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...found.pixels)).toBeLessThanOrEqual(1);
    },
  );

  it('does to an image the same in any batch, and each time', async () => {
    const attacked = wrongClass(classifier, await named(pixels));
    const options = { norm, epsilon, start: { seed: 1 }, steps: 5 } as const;
    const all = await pgd(attacked, pixels, rows, options);
    const own = pixels.subarray(4 * length, 5 * length);
    const alone = await pgd(attacked, own, [4], options);
    expect(alone.pixels).toEqual(all.pixels.slice(4 * length, 5 * length));
  });

  it('makes the network name a class that is asked for', async () => {
    const targets = (await named(pixels)).map((one) => (one + 1) % 5);
    const attacked = targetClass(classifier, targets);
    const before = (await attacked.judge(pixels, rows)).losses;
    const found = await pgd(attacked, pixels, rows, { norm, epsilon });
    for (const row of rows) expect(found.losses[row]).toBeGreaterThan(before[row]!);
    const reached = (await named(found.pixels)).map((one, row) => one === targets[row]);
    expect(found.hasSucceeded).toEqual(reached);
  });
});

it('leaves an image as it is once it has succeeded, where that is asked for', async () => {
  const labels = await named(pixels);
  // The first is wrong before any step.
  const attacked = wrongClass(classifier, [(labels[0]! + 1) % 5, ...labels.slice(1)]);
  const found = await pgd(attacked, pixels, rows, {
    ...{ norm: 'linf', epsilon: 0.3, stopsAtSuccess: true },
  });
  expect(found.paths[0]).toHaveLength(1);
  expect(found.pixels.slice(0, length)).toEqual(pixels.slice(0, length));
  expect(found.hasSucceeded).toEqual(found.hasEverSucceeded);
});

it('takes the memory of one gradient for all steps, of those images that it still attacks', async () => {
  const labels = await named(pixels);
  const attacked = wrongClass(classifier, [(labels[0]! + 1) % 5, ...labels.slice(1)]);
  const given: Float32Array[] = [];
  const watched: typeof attacked = {
    ...attacked,
    slopes(some, own, look, into) {
      expect(into).toHaveLength(some.length);
      given.push(into!);
      return attacked.slopes(some, own, look, into);
    },
  };
  const options = { norm: 'linf', epsilon: 0.01, steps: 3, stopsAtSuccess: true } as const;
  const found = await pgd(watched, pixels, rows, options);
  expect(new Set(given.map(({ buffer }) => buffer)).size).toBe(1);
  expect(given[1]!.length).toBeLessThan(given[0]!.length);
  const apart: typeof attacked = {
    ...attacked,
    slopes: (some, own, look) => attacked.slopes(some, own, look),
  };
  expect(await pgd(apart, pixels, rows, options)).toEqual(found);
});

it('moves every pixel with a slope by epsilon in one step of its sign', async () => {
  const attacked = wrongClass(classifier, await named(pixels));
  const { gradients } = await attacked.slopes(pixels, rows);
  const found = await fgsm(attacked, pixels, rows, { epsilon: 0.01 });
  for (const [at, pixel] of found.pixels.entries()) {
    const moved = Math.fround(
      Math.max(0, Math.min(1, pixels[at]! + 0.01 * Math.sign(gradients[at]!))),
    );
    expect(pixel).toBe(moved);
  }
});

describe('squares', () => {
  const shape = [height, width, 3] as const;

  it('raise losses of a network that has no gradient, within reach', async () => {
    await using stepped = await openMade('Sign');
    const scores = await stepped.scores(pixels);
    const labels = rows.map((row) => {
      const own = Array.from(scores.subarray(row * 5, (row + 1) * 5));
      return own.indexOf(Math.max(...own));
    });
    const attacked = wrongClass(stepped, labels);
    const before = (await attacked.judge(pixels, rows)).losses;
    const found = await squareAttack(attacked, pixels, rows, { epsilon: 0.2, shape, queries: 100 });
    for (const row of rows) expect(found.losses[row]).toBeGreaterThan(before[row]!);
    for (const [at, pixel] of found.pixels.entries()) {
      expect(Math.abs(pixel - pixels[at]!)).toBeLessThanOrEqual(0.2 + 1e-6);
      expect(pixel).toBeGreaterThanOrEqual(0);
      expect(pixel).toBeLessThanOrEqual(1);
    }
  });

  it('are drawn by the seed, alike in any batch', async () => {
    const attacked = wrongClass(classifier, await named(pixels));
    const attack = (seed: number, of = pixels, which = rows) =>
      squareAttack(attacked, of, which, { epsilon: 0.05, shape, queries: 20, seed });
    const first = await attack(1);
    expect((await attack(1)).pixels).toEqual(first.pixels);
    expect((await attack(2)).pixels).not.toEqual(first.pixels);
    const alone = await attack(1, pixels.slice(2 * length, 3 * length), [2]);
    expect(alone.pixels).toEqual(first.pixels.slice(2 * length, 3 * length));
  });
});

describe('what cannot be done', () => {
  it.each([
    [{ norm: 'linf', epsilon: 0 }, /epsilon of 0 /],
    [{ norm: 'linf', epsilon: -1 }, /epsilon of -1 /],
    [{ norm: 'linf', epsilon: Number.NaN }, /epsilon of NaN /],
    [{ norm: 'linf', epsilon: 255 }, /epsilon of 255 /],
    [{ norm: 'l2', epsilon: 255 }, /epsilon of 255 /],
    [{ norm: 'l1', epsilon: 1000 }, /epsilon of 1000 /],
    [{ norm: 'linf', epsilon: 0.1, steps: 0 }, /0 steps/],
    [{ norm: 'linf', epsilon: 0.1, steps: 2.5 }, /2.5 steps/],
    [{ norm: 'linf', epsilon: 0.1, stepSize: -0.1 }, /step of -0.1/],
  ] as const)('says so of %j', async (options, message) => {
    const attacked = wrongClass(classifier, await named(pixels));
    const failed = { code: 'OPTION_INVALID', message: expect.stringMatching(message) };
    await expect(pgd(attacked, pixels, rows, options)).rejects.toMatchObject(failed);
  });

  it('names a label that is no class', async () => {
    const attacked = wrongClass(
      classifier,
      rows.map(() => 5),
    );
    await expect(pgd(attacked, pixels, rows, { norm: 'l2', epsilon: 1 })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining("no class 5: 'logits' of made has 5 classes"),
    });
  });
});
