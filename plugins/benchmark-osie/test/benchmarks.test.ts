import { featureMatrix } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-osie';
import type { Benchmark, Candidate, Score } from '@ventral/core';
import { createRunContext, modelCandidate } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { describeReference, referencePath } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { expect, it } from 'vitest';
import { linearNetwork, side } from './made-network.ts';

const { benchmarks } = plugin;
const [saliency] = benchmarks as [Benchmark];

checkManifest(plugin);
for (const benchmark of benchmarks) checkBenchmark(benchmark);

/** Maps that were made elsewhere, the same for every image. */
function mapsOf(map: Float64Array): Candidate {
  return {
    id: 'maps.npy',
    async record({ stimuli }) {
      const values = new Float64Array(stimuli.length * map.length);
      for (const row of stimuli.keys()) values.set(map, row * map.length);
      return featureMatrix(
        values,
        stimuli.map(({ id }) => id),
      );
    },
  };
}

/** A Gaussian in the centre, as wide for its width as it is high for its height. */
function centred(columns: number, rows: number): Float64Array {
  return Float64Array.from({ length: columns * rows }, (_, cell) => {
    const x = ((cell % columns) + 0.5) / columns - 0.5;
    const y = (Math.floor(cell / columns) + 0.5) / rows - 0.5;
    return Math.fround(Math.exp(-8 * (x ** 2 + y ** 2)));
  });
}

interface Agreement {
  readonly spearman: number;
  readonly nss: number;
}

const agreements = (score: Score) =>
  score.extras?.saliency_alignment as Readonly<
    Record<'model' | 'centre' | 'otherImages', Agreement>
  >;

describeReference('on where people looked', 'data/xu2014-osie-human-gaze', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  checkBenchmark(saliency, { context });

  it('scores maps that were made elsewhere, of 4 : 3, as SciPy does', async () => {
    const score = await saliency.score(mapsOf(centred(80, 60)), context);
    const { model, centre, otherImages } = agreements(score);
    expect(model.spearman).toBeCloseTo(centre.spearman, 12);
    // By NumPy and SciPy, on maps of 227 x 227: 0.5593, 0.5521 and 0.8364.
    expect(Math.abs(centre.spearman - 0.5593)).toBeLessThan(0.005);
    expect(Math.abs(otherImages.spearman - 0.5521)).toBeLessThan(0.005);
    expect(Math.abs(centre.nss - 0.8364)).toBeLessThan(0.02);
    expect(score.ceilingConvention).toBe('r/c');
    expect(score.value).toBeCloseTo(score.raw.value / score.ceiling!, 12);
    expect(score.uncertainty).toMatchObject({ units: { stimuli: 80 } });
    expect(score.notes?.at(-1)).toContain('a Gaussian in the centre 0.5');
  });

  it('scores a network, and cuts people’s maps as its input is cut', async () => {
    const found = [preprocessings.torch, preprocessings.inception].map(async (preprocessing) => {
      const model = linearNetwork(preprocessing);
      await using open = await model.open(context);
      const candidate = modelCandidate({ model, open, layers: 'logits' }, context);
      return await saliency.score(candidate, context);
    });
    const [whole, cut] = await Promise.all(found);
    const optionsOf = (score: Score | undefined) => score?.metric?.options;
    expect(optionsOf(whole)).toMatchObject({ columns: side, sigma: 24 / 800, aspect: 800 / 600 });
    // The shorter side becomes 36 pixels, of which 32 are left; the longer one 48.
    const expected = { columns: side, aspect: (800 * 32) / 48 / ((600 * 32) / 36) };
    expect(optionsOf(cut)).toMatchObject(expected);
    expect(optionsOf(cut)?.sigma).toBeCloseTo(24 / ((800 * 32) / 48), 12);
    expect(agreements(cut!).centre.spearman).not.toBe(agreements(whole!).centre.spearman);
  });

  it.each([50, 1])('refuses maps of no known form: %i values', async (count) => {
    await expect(saliency.score(mapsOf(new Float64Array(count)), context)).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining(`${count} features are no map`),
    });
  });

  it('refuses maps that are constant', async () => {
    await expect(saliency.score(mapsOf(new Float64Array(12)), context)).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('constant'),
    });
  });

  it('takes another smoothing, and refuses other options', async () => {
    const asked = { metricOptions: { smoothing: 1 } };
    const score = await saliency.score(mapsOf(centred(40, 30)), context, asked);
    expect(score.metric?.options).toMatchObject({ smoothing: 1 });
    const wrong = { metricOptions: { smoothness: 1 } };
    await expect(saliency.score(mapsOf(centred(40, 30)), context, wrong)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  });
});
