import type { Classifier, OpenModel } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { type FrontEnd, type NetworkNoise, networkModel } from '@ventral/network';
import { buildModel } from '@ventral/onnx';
import { collectActivations, madeImage, madeStimuli } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

const side = 4;
const length = 3 * side ** 2;
const context = createRunContext();
const seeded: NetworkNoise = { input: 'noise', seed: 3 };
// How much noise there is in the score of the first class.
const deviation = 1.5;

/** Two classes, the score of one of which is a weighted sum of pixels and noise, that of the other is 0. */
function openMade(
  noise: NetworkNoise = seeded,
  { batch = 'n' as number | string, frontEnd = undefined as FrontEnd | undefined } = {},
): Promise<OpenModel> {
  const weights = Float32Array.from({ length }, (_, at) => Math.sin(1 + at));
  const bytes = buildModel({
    inputs: [
      { name: 'noise', type: 'float32', shape: [batch, 1] },
      { name: 'image', type: 'float32', shape: [batch, 3, side, side] },
    ],
    outputs: [{ name: 'scores', type: 'float32', shape: [batch, 2] }],
    initializers: [
      { name: 'weights', shape: [length, 1], values: weights },
      { name: 'deviation', shape: [], values: Float32Array.of(deviation) },
      { name: 'first', shape: [1, 2], values: Float32Array.of(1, 0) },
    ],
    nodes: [
      { operation: 'Flatten', inputs: ['image'], outputs: ['flat'] },
      { operation: 'MatMul', inputs: ['flat', 'weights'], outputs: ['mean'] },
      { operation: 'Mul', inputs: ['noise', 'deviation'], outputs: ['scaled'] },
      { operation: 'Add', inputs: ['mean', 'scaled'], outputs: ['noisy'] },
      { operation: 'MatMul', inputs: ['noisy', 'first'], outputs: ['scores'] },
    ],
  });
  const described = { id: 'made', title: 'Made', network: () => bytes };
  const preprocessing = { ...preprocessings.torch, std: [20, 20, 20] as const };
  return networkModel({ ...described, preprocessing, noise, frontEnd }).open(context);
}

const pixelsOf = (...seeds: readonly number[]) =>
  Float32Array.from(
    seeds.flatMap((seed) => Array.from(madeImage(seed, side, side).data)),
    (level) => level / 255,
  );
const pixels = pixelsOf(0, 1, 2);

/** The score of the first class without noise. */
function meanOf(image: Float32Array): number {
  let sum = 0;
  for (const [at, value] of image.entries()) {
    const [channel, place] = [at % 3, Math.floor(at / 3)];
    const input = (value - preprocessings.torch.mean[channel]!) / 20;
    sum += Math.sin(1 + channel * side ** 2 + place) * input;
  }
  return sum;
}

/** Scores of the first class. */
async function scored(classifier: Classifier, ...asked: Parameters<Classifier['scores']>) {
  return Array.from(await classifier.scores(...asked)).filter((_, at) => at % 2 === 0);
}

async function withClassifier<Found>(
  noise: NetworkNoise | undefined,
  use: (classifier: Classifier, model: OpenModel) => Promise<Found>,
  made?: Parameters<typeof openMade>[1],
): Promise<Found> {
  await using model = await openMade(noise, made);
  await using classifier = await model.openClassifier!(context);
  return await use(classifier, model);
}

describe('a network with noise', () => {
  it('gives an image the same noise in any batch, and another in another draw', async () => {
    await withClassifier(seeded, async (classifier) => {
      const all = await scored(classifier, pixels, { rows: [5, 6, 7] });
      const two = pixelsOf(2, 0);
      expect(await scored(classifier, two, { rows: [7, 5] })).toEqual([all[2], all[0]]);
      expect(await scored(classifier, two, { rows: [7, 5], draw: 1 })).not.toEqual([
        all[2],
        all[0],
      ]);
      // Without numbers, images are counted from the first.
      const counted = await scored(classifier, pixels);
      expect(counted).toEqual(await scored(classifier, pixels, { rows: [0, 1, 2], draw: 0 }));
      const alike = await scored(classifier, pixelsOf(0, 0), { rows: [4, 5] });
      expect(alike[0]).not.toBe(alike[1]);
    });
  });

  it('is given standard normal numbers', async () => {
    await withClassifier(seeded, async (classifier) => {
      const count = 3000;
      const one = pixelsOf(0);
      const many = Float32Array.from({ length: count * length }, (_, at) => one[at % length]!);
      const scores = await scored(classifier, many);
      const numbers = scores.map((score) => (score - meanOf(one)) / deviation);
      const power = (exponent: number) =>
        numbers.reduce((sum, number) => sum + number ** exponent, 0) / count;
      // Within three standard errors of the moments of the normal distribution.
      expect(Math.abs(power(1))).toBeLessThan(3 / Math.sqrt(count));
      expect(Math.abs(power(2) - 1)).toBeLessThan(3 * Math.sqrt(2 / count));
      expect(Math.abs(power(4) - 3)).toBeLessThan(3 * Math.sqrt(96 / count));
    });
  });

  it('has gradients whose mean over draws is the gradient of the expected loss', async () => {
    await withClassifier(seeded, async (classifier) => {
      const draws = 4000;
      const one = pixelsOf(1);
      const many = Float32Array.from({ length: draws * length }, (_, at) => one[at % length]!);
      const labels = Array.from({ length: draws }, () => 0);
      const { scores, gradients } = await classifier.slopes(many, labels);
      const meanAt = (pixel: number) =>
        Array.from({ length: draws }, (_, row) => gradients[row * length + pixel]!).reduce(
          (sum, slope) => sum + slope / draws,
          0,
        );
      // The truth: the loss is log(1 + exp(-s)) of s = mean + deviation x normal, integrated over the normal.
      const step = 0.001;
      const slopeOfExpected = (mean: number) => {
        let sum = 0;
        for (let z = -8; z <= 8; z += step) {
          const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
          sum -= (density * step) / (1 + Math.exp(mean + deviation * z));
        }
        return sum;
      };
      const sloping = Array.from(
        { length: draws },
        (_, row) => -1 / (1 + Math.exp(scores[2 * row]!)),
      );
      const spread = Math.sqrt(
        sloping.reduce((sum, slope) => sum + slope ** 2, 0) / draws -
          (sloping.reduce((sum, slope) => sum + slope, 0) / draws) ** 2,
      );
      const truth = slopeOfExpected(meanOf(one));
      for (const pixel of [0, 10, 33]) {
        const [channel, place] = [pixel % 3, Math.floor(pixel / 3)];
        const weight = Math.sin(1 + channel * side ** 2 + place) / 20;
        const error = (Math.abs(weight) * spread) / Math.sqrt(draws);
        expect(Math.abs(meanAt(pixel) - weight * truth)).toBeLessThan(3 * error);
        // Of one draw it is another.
        expect(Math.abs(gradients[pixel]! - weight * truth)).toBeGreaterThan(3 * error);
      }
    });
  });

  it('slopes as finite differences do under the same noise', async () => {
    await withClassifier({ ...seeded, draws: 2 }, async (classifier) => {
      const draw = { rows: [8, 9, 4], draw: 6 };
      const { gradients, scores } = await classifier.slopes(pixels, [0, 1, 0], draw);
      const same = await classifier.scores(pixels, draw);
      for (const [at, score] of scores.entries()) expect(score).toBeCloseTo(same[at]!, 5);
      const losses = (of: readonly number[]) =>
        of.map((score, row) => Math.log1p(Math.exp(row === 1 ? score : -score)));
      for (const pixel of [3, 20]) {
        const moved = (by: number) =>
          pixels.map((value, at) => (at % length === pixel ? value + by : value));
        const up = losses(await scored(classifier, moved(0.1), draw));
        const down = losses(await scored(classifier, moved(-0.1), draw));
        for (const row of [0, 1, 2]) {
          const slope = (up[row]! - down[row]!) / 0.2;
          expect(gradients[row * length + pixel]).toBeCloseTo(slope, 5);
        }
      }
    });
  });

  it('has a digest with the seed and the number of draws, and says them', async () => {
    const found = new Set<string>();
    for (const noise of [seeded, { ...seeded, draws: 1 }, { ...seeded, seed: 4 }]) {
      await withClassifier(noise, async (classifier, model) => {
        found.add(classifier.digest);
        const { seed, draws = 8 } = noise;
        expect(classifier.noise).toEqual({ seed, draws });
        expect(model.notes).toEqual([expect.stringContaining(`noise of seed ${seed}`)]);
        expect(model.notes![0]).toContain(`over ${draws}.`);
      });
    }
    expect(found.size).toBe(3);
  });

  it('is looked at with the noise of each stimulus, whatever is looked at with it', async () => {
    await using model = await openMade();
    const stimuli = madeStimuli(5, side);
    const read = async (some: typeof stimuli) =>
      (await collectActivations(model, some, ['noisy', 'mean'])).get('noisy')!;
    const all = await read(stimuli);
    expect(await read(stimuli.slice(3))).toEqual(all.slice(3));
    const plain = await collectActivations(model, stimuli, ['mean']);
    expect(plain.get('mean')).not.toEqual(all);
    await using other = await openMade({ ...seeded, seed: 9 });
    expect((await collectActivations(other, stimuli, ['noisy'])).get('noisy')).not.toEqual(all);
  });

  it('says the slope of a unit in one draw, and of a layer before the noise', async () => {
    await using model = await openMade();
    for (const layer of ['noisy', 'mean']) {
      await using gradient = await model.openGradient!({ layer, unit: 0 }, context);
      const { responses, gradients } = await gradient.run(pixels, { rows: [1, 2, 3] });
      expect(gradients[4]).toBeCloseTo(Math.sin(1 + side ** 2 + 1) / 20, 5);
      const again = await gradient.run(pixels, { rows: [1, 2, 3], draw: 1 });
      if (layer === 'mean') expect(again.responses).toEqual(responses);
      else expect(again.responses).not.toEqual(responses);
    }
  });

  it('of a fixed number of images is given all of them', async () => {
    const free = await withClassifier(seeded, (classifier) => scored(classifier, pixels));
    const fixed = await withClassifier(seeded, (classifier) => scored(classifier, pixels), {
      batch: 2,
    });
    for (const [row, score] of free.entries()) expect(fixed[row]).toBeCloseTo(score, 5);
  });

  it('keeps its noise behind a front end, the same in each view', async () => {
    const frontEnd: FrontEnd = {
      settings: {},
      notes: [],
      write: (graph, images) => ['a', 'b'].map((view) => graph.node('Identity', [images], view)),
    };
    const bare = await withClassifier(seeded, (classifier) => scored(classifier, pixels));
    const fronted = await withClassifier(seeded, (classifier) => scored(classifier, pixels), {
      frontEnd,
    });
    for (const [row, score] of bare.entries()) expect(fronted[row]).toBeCloseTo(score, 5);
  });

  it.each([
    [{ input: 'nothing', seed: 0 }, 'MODEL_INPUT_MISMATCH'],
    [{ input: 'noise', seed: 0.5 }, 'OPTION_INVALID'],
    [{ input: 'noise', seed: -1 }, 'OPTION_INVALID'],
    [{ input: 'noise', seed: 0, draws: 0 }, 'OPTION_INVALID'],
  ])('refuses the noise %j', async (noise, code) => {
    await expect(openMade(noise)).rejects.toMatchObject({ code });
  });
});
