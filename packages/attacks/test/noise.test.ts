import {
  type Attacked,
  attackOnImages,
  fgsm,
  nameImages,
  pgd,
  squareAttack,
  wrongClass,
} from '@ventral/attacks';
import type { Classifier, LabelledImages, NoiseDraw } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { buildModel } from '@ventral/onnx';
import { madeImage, makeFolder } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const [side, images, draws] = [6, 4, 3];
const length = 3 * side ** 2;
const wave = (count: number, step: number) =>
  Float32Array.from({ length: count }, (_, place) => Math.sin(1 + step * place));

/** Its cells are noisy, with a variance that grows with their response. */
async function openMade(seed: number): Promise<Classifier> {
  const bytes = buildModel({
    inputs: [
      { name: 'image', type: 'float32', shape: ['n', 3, side, side] },
      { name: 'noise', type: 'float32', shape: ['n', 8, side, side] },
    ],
    outputs: [{ name: 'logits', type: 'float32', shape: ['n', 5] }],
    initializers: [
      { name: 'filters', shape: [8, 3, 3, 3], values: wave(216, 0.7) },
      { name: 'matrix', shape: [8, 5], values: wave(40, 1.3) },
    ],
    nodes: [
      {
        ...{ operation: 'Conv', inputs: ['image', 'filters'], outputs: ['conv'] },
        attributes: { pads: { ints: [1, 1, 1, 1] } },
      },
      { operation: 'Sigmoid', inputs: ['conv'], outputs: ['mean'] },
      { operation: 'Sqrt', inputs: ['mean'], outputs: ['deviation'] },
      { operation: 'Mul', inputs: ['deviation', 'noise'], outputs: ['deviates'] },
      { operation: 'Add', inputs: ['mean', 'deviates'], outputs: ['sum'] },
      { operation: 'Relu', inputs: ['sum'], outputs: ['noisy'] },
      { operation: 'GlobalAveragePool', inputs: ['noisy'], outputs: ['pool'] },
      { operation: 'Flatten', inputs: ['pool'], outputs: ['flat'] },
      { operation: 'MatMul', inputs: ['flat', 'matrix'], outputs: ['logits'] },
    ],
  });
  const model = networkModel({
    ...{ id: 'made', title: 'Made', network: () => bytes },
    preprocessing: preprocessings.torch,
    noise: { input: 'noise', seed, draws },
  });
  const open = await model.open(createRunContext());
  return open.openClassifier!(createRunContext());
}

let classifier: Classifier;
beforeAll(async () => {
  classifier = await openMade(1);
});
afterAll(() => classifier[Symbol.asyncDispose]());

const shown = Array.from({ length: images }, (_, seed) => madeImage(seed, side, side));
const pixels = Float32Array.from(
  shown.flatMap(({ data }) => Array.from(data)),
  (level) => level / 255,
);
const rows = Array.from({ length: images }, (_, row) => row);
const labels = [2, 0, 4, 1];

/** The classifier, and what it was asked. */
function watched(of: Classifier) {
  const [scored, sloped]: [NoiseDraw[], NoiseDraw[]] = [[], []];
  const asking: Classifier = {
    ...of,
    scores(some, draw = {}) {
      scored.push(draw);
      return of.scores(some, draw);
    },
    slopes(some, own, draw = {}) {
      sloped.push(draw);
      return of.slopes(some, own, draw);
    },
  };
  return { asking, scored, sloped };
}

describe('an attack on a network with noise', () => {
  it('goes by the mean over draws, of the loss and of its gradient', async () => {
    const found = await wrongClass(classifier, labels).slopes(pixels, rows, 2);
    const drawn = await Promise.all(
      [6, 7, 8].map((draw) => classifier.slopes(pixels, labels, { rows, draw })),
    );
    const mean = (values: readonly number[]) =>
      values.reduce((sum, value) => sum + value, 0) / draws;
    for (let at = 0; at < length * images; at += 13) {
      expect(found.gradients[at]).toBeCloseTo(mean(drawn.map((one) => one.gradients[at]!)), 6);
    }
    for (const row of rows) {
      const losses = drawn.map(({ scores }) => {
        const own = Array.from(scores.subarray(5 * row, 5 * row + 5));
        return Math.log(own.reduce((sum, one) => sum + Math.exp(one), 0)) - own[labels[row]!]!;
      });
      expect(found.losses[row]).toBeCloseTo(mean(losses), 5);
    }
  });

  it('slopes as the mean loss over the same draws does', async () => {
    const many: Classifier = { ...classifier, noise: { seed: 1, draws: 16 } };
    const attacked = wrongClass(many, labels);
    const { gradients } = await attacked.slopes(pixels, rows, 1);
    const steepest = gradients.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
    const step = 0.01;
    for (let at = 5; at < length; at += 17) {
      const moved = (by: number) =>
        pixels.map((pixel, place) => (place % length === at ? pixel + by : pixel));
      const [up, down] = [
        await attacked.slopes(moved(step), rows, 1),
        await attacked.slopes(moved(-step), rows, 1),
      ];
      for (const row of rows) {
        const slope = (up.losses[row]! - down.losses[row]!) / (2 * step);
        // Rectifiers of single draws bend within the step.
        expect(Math.abs(gradients[row * length + at]! - slope)).toBeLessThan(0.05 * steepest);
      }
    }
  });

  it('meets new noise at each step, and is judged in a draw that it has not seen', async () => {
    const { asking, scored, sloped } = watched(classifier);
    await pgd(wrongClass(asking, labels), pixels, rows, { norm: 'l2', epsilon: 0.5, steps: 4 });
    const seen = sloped.map(({ draw }) => draw!);
    expect(new Set(seen).size).toBe(4 * draws);
    expect(scored.map(({ draw }) => draw)).toEqual([0]);
    expect(seen).not.toContain(0);
    const square = watched(classifier);
    await squareAttack(wrongClass(square.asking, labels), pixels, rows, {
      ...{ epsilon: 0.001, shape: [side, side, 3], queries: 6 },
    });
    const asked = square.scored.map(({ draw }) => draw!);
    expect(asked[0]).toBe(0);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('is the same again, for an image alone as among others, and another by another seed', async () => {
    const attacks: readonly ((
      of: Attacked,
      some: Float32Array,
      at: readonly number[],
    ) => Promise<{ pixels: Float32Array }>)[] = [
      (...of) => pgd(...of, { norm: 'linf', epsilon: 0.1, steps: 5 }),
      (...of) => fgsm(...of, { epsilon: 0.1 }),
    ];
    await using other = await openMade(2);
    for (const attack of attacks) {
      const first = (await attack(wrongClass(classifier, labels), pixels, rows)).pixels;
      const again = (await attack(wrongClass(classifier, labels), pixels, rows)).pixels;
      expect(again).toEqual(first);
      const third = pixels.subarray(2 * length, 3 * length);
      const alone = (await attack(wrongClass(classifier, labels), third, [2])).pixels;
      for (const [at, value] of alone.entries()) {
        expect(value).toBeCloseTo(first[2 * length + at]!, 5);
      }
      const byOther = (await attack(wrongClass(other, labels), pixels, rows)).pixels;
      expect(byOther).not.toEqual(first);
    }
  });

  it('raises the loss in draws that it has not seen', async () => {
    const attacked = wrongClass(classifier, labels);
    const { pixels: changed } = await pgd(attacked, pixels, rows, {
      ...{ norm: 'linf', epsilon: 0.2, steps: 10 },
    });
    const lossOf = async (some: Float32Array) => {
      let sum = 0;
      for (let look = 1000; look < 1020; look++) {
        const { losses } = await attacked.judge(some, rows, look);
        sum += losses.reduce((total, loss) => total + loss, 0);
      }
      return sum;
    };
    expect(await lossOf(changed)).toBeGreaterThan(await lossOf(pixels));
  });

  it('names each image of a set in the draw of that image', async () => {
    await using folder = await makeFolder();
    const context = createRunContext({ cacheFolder: folder.path });
    const set: LabelledImages = {
      stimuli: {
        ...{ id: 'made', digest: 'made' },
        stimuli: shown.map((image, index) => ({ id: `${index}`, load: async () => image })),
      },
      labels,
      classes: ['a', 'b', 'c', 'd', 'e'],
    };
    const { asking, scored } = watched(classifier);
    const change = attackOnImages(
      { attack: 'fgsm', norm: 'linf', epsilon: 0.1 },
      asking,
      set,
      context,
    );
    const named = await nameImages(asking, set, context);
    expect(scored).toEqual([{ rows }]);
    const scores = await classifier.scores(pixels, { rows, draw: 0 });
    const best = rows.map((row) => {
      const own = Array.from(scores.subarray(5 * row, 5 * row + 5));
      return own.indexOf(Math.max(...own));
    });
    expect(named).toEqual(best);
    expect(await nameImages(asking, set, context, change)).toHaveLength(images);
  });
});
