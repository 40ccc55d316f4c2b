import * as plugin from '@ventral/benchmark-robustness';
import {
  type Benchmark,
  type Candidate,
  type Classifier,
  defineDataset,
  type RunContext,
} from '@ventral/core';
import { createRunContext, modelCandidate } from '@ventral/host';
import { cifar10Models } from '@ventral/model-cifar-10';
import { describeReference, madeImage, makeFolder, referencePath } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { benchmarks } = plugin;
const benchmarkOf = (id: string) => benchmarks.find((one) => one.id === id) as Benchmark;

checkManifest(plugin);
for (const benchmark of benchmarks.filter(({ part }) => part === 'exact-200')) {
  checkBenchmark(benchmark);
}

const features: Candidate = {
  id: 'features.npy',
  record: async () => {
    throw new Error('Nothing is recorded.');
  },
};

describeReference('networks trained on CIFAR-10', 'data/vnncomp2021-networks', () => {
  const settings = { mirrors: [referencePath('data')], offline: true };

  async function scored(network: string, id: string, context: RunContext, layer = '') {
    const model = cifar10Models.find((one) => one.id === network)!;
    await using open = await model.open(context);
    const layers = layer === '' ? open.classLayer! : layer;
    const candidate = modelCandidate({ model, open, layers }, context);
    return await benchmarkOf(id).score(candidate, context);
  }

  // By other people's code, of 200 images: `shared/golden/gradients/nets`.
  it.each([
    ['resnet_2b', 'pgd-linf-2_255', [0.74, 0.685, 0.62]],
    ['resnet_2b', 'pgd-l2-0.5', [0.74, 0.47, 0.295]],
    ['cifar10_small', 'pgd-l1-4', [0.64, 0.265]],
  ])('%s under %s names as many as computed by others', async (network, attack, curve) => {
    await using folder = await makeFolder();
    const context = createRunContext({ ...settings, cacheFolder: folder.path });
    const score = await scored(network, `Robustness.CIFAR10.exact-200-${attack}`, context);
    const found = score.extras?.robustness as { clean: number; curve: { accuracy: number }[] };
    expect(found.curve).toHaveLength(curve.length);
    for (const [at, share] of curve.entries()) {
      // At most one image apart.
      expect(Math.abs(found.curve[at]!.accuracy - share)).toBeLessThan(0.0051);
    }
    expect(score.value).toBe(found.curve.at(-1)?.accuracy);
    expect(score.uncertainty).toMatchObject({ units: { stimuli: 200 } });
    expect(score.notes?.[0]).toContain(`${(100 * found.clean).toFixed(1)} % without attack`);
  });

  it('goes on where it was interrupted, to the same score', async () => {
    await using folder = await makeFolder();
    const id = 'Robustness.CIFAR10.exact-200-pgd-l2-1';
    const controller = new AbortController();
    const kept = { ...settings, cacheFolder: folder.path };
    const interrupted = createRunContext({
      ...kept,
      signal: controller.signal,
      report: ({ task }) => {
        if (task.includes('l2 0.5')) controller.abort();
      },
    });
    await expect(scored('cifar10_small', id, interrupted)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
    const continued = await scored('cifar10_small', id, createRunContext(kept));
    await using other = await makeFolder();
    const anew = createRunContext({ ...settings, cacheFolder: other.path });
    expect(continued).toEqual(await scored('cifar10_small', id, anew));
  });

  it('moves units by about as much as those of golden values', async () => {
    await using folder = await makeFolder();
    const context = createRunContext({ ...settings, cacheFolder: folder.path });
    const score = await scored('resnet_2b', 'UnitSensitivity.CIFAR10.exact-200', context, '31');
    expect(score.better).toBe('lower');
    expect(score.raw.perNeuroid).toHaveLength(24);
    // The three units of this layer with golden values move by 0.61 to 0.98 of their standard deviations.
    expect(score.value).toBeGreaterThan(0.6);
    expect(score.value).toBeLessThan(1.4);
    expect(score.uncertainty).toMatchObject({ units: { stimuli: 10, neuroids: 24 } });
  });

  it.each(['Robustness.CIFAR10.exact-200-pgd-linf-2_255', 'Corruption.CIFAR10.exact-200'])(
    'refuses features, which name nothing: %s',
    async (id) => {
      const context = createRunContext(settings);
      await expect(benchmarkOf(id).score(features, context)).rejects.toMatchObject({
        code: 'OPTION_INVALID',
        message: expect.stringContaining('what is on an image'),
      });
    },
  );
});

describe('the family', () => {
  it('has every attack, norm and epsilon once', () => {
    const ids = benchmarks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(2 * (3 * 4 + 3 + 2 + 2));
  });
});

describe('a network with noise', () => {
  const size = { width: 4, height: 4 };
  const shown = [0, 1, 2, 3].map((seed) => madeImage(seed, 4, 4));
  const dataset = defineDataset({
    ...{ id: 'made', title: 'Made', species: 'none', regions: [], files: {} },
    load: async () => ({
      stimuli: {
        ...{ id: 'made', digest: 'made' },
        stimuli: shown.map((image, index) => ({ id: `${index}`, load: async () => image })),
      },
      labels: [0, 1, 0, 1],
      classes: ['dark', 'bright'],
    }),
  });
  // The more light the brighter; noise is a shift by the draw.
  const scores: Classifier['scores'] = async (pixels, { draw = 0 } = {}) =>
    Float32Array.from({ length: pixels.length / 24 }, (_, at) => {
      const own = pixels.subarray(48 * (at >> 1), 48 * ((at >> 1) + 1));
      return at % 2 === 0 ? 24 + draw / 10 : own.reduce((sum, value) => sum + value, 0);
    });
  const classifier: Classifier = {
    ...{ digest: 'noisy', layer: 'scores', size, fit: (image) => image, scores },
    noise: { seed: 5, draws: 3 },
    slopes: async (pixels, labels, draw) => ({
      scores: await scores(pixels, draw),
      gradients: pixels.map((_, at) => (labels[Math.floor(at / 48)] === 0 ? 1 : -1)),
    }),
    // The score of `dark` is the same for all images.
    scoreSlopes: async (pixels, classes, draw) => ({
      scores: await scores(pixels, draw),
      gradients: pixels.map((_, at) => classes[Math.floor(at / 48)]!),
    }),
    seenPart: () => ({ left: 0, top: 0, width: 1, height: 1 }),
    async [Symbol.asyncDispose]() {},
  };

  it('has a record with its seed and the draws that gradients are averaged over', async () => {
    await using folder = await makeFolder();
    const benchmark = plugin.robustnessBenchmark({
      ...{ dataset, epsilonName: '1' },
      attack: { attack: 'pgd', norm: 'l2', epsilon: 1, steps: 2 },
    });
    const candidate = { ...features, openClassifier: async () => classifier };
    const context = createRunContext({ cacheFolder: folder.path });
    const score = await benchmark.score(candidate, context);
    expect(score.extras?.robustness).toMatchObject({ noise: { seed: 5, draws: 3 } });
    expect(score.notes).toContainEqual(expect.stringMatching(/^Noise of seed 5: .* over 3 draws/));
    const { noise: _, ...quiet } = classifier;
    const without = await benchmark.score(
      { ...candidate, openClassifier: async () => ({ ...quiet, digest: 'quiet' }) },
      context,
    );
    expect(without.extras?.robustness).not.toHaveProperty('noise');
    expect(without.notes).not.toContainEqual(expect.stringContaining('Noise'));
  });
});
