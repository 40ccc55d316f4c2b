import { readFileSync } from 'node:fs';
import { featureMatrix } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-algonauts-2019';
import type { Benchmark, Candidate } from '@ventral/core';
import { algonauts2019 } from '@ventral/dataset-cichy-2019-algonauts';
import { readNpyFile } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import { mean } from '@ventral/numerics';
import { describeReference, measuredUncertainty, referencePath } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { benchmarks } = plugin;
const benchmarkOf = (id: string) => benchmarks.find((one) => one.id === id) as Benchmark;

describe('the benchmarks', () => {
  it.each([
    ['Algonauts2019.EVC-rdm', 'EVC', 'EVC'],
    ['Algonauts2019.IT-r2', 'IT', 'IT'],
    ['Algonauts2019test78.EVC-r2', 'EVC', 'EVC-test78'],
    ['Algonauts2019test78.IT-rdm', 'IT', 'IT-test78'],
  ])('%s is of human %s', (id, region, part) => {
    const { files, metric, ...benchmark } = benchmarkOf(id);
    expect(benchmark).toMatchObject({ species: 'human', region, part, scoreVersion: 1 });
    expect(metric?.id).toBe('rdm');
    expect(files).toEqual(algonauts2019.filesOf(part));
  });

  it('are both conventions, of both regions, on both sets of images', () => {
    expect(new Set(benchmarks.map(({ id }) => id)).size).toBe(8);
  });
});

checkManifest(plugin);
for (const benchmark of benchmarks) checkBenchmark(benchmark);

describeReference('fifteen people', 'data/cichy2019-algonauts-fmri', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  const quick = { ...context, withUncertainty: false };
  const pixels: Candidate = {
    id: 'pixels32',
    async record({ stimuli }) {
      const path = referencePath('golden/human/fmri', 'pixels32_uint8.npy');
      const { values } = await readNpyFile(path);
      const ids = stimuli.map(({ id }) => id);
      return featureMatrix(
        Float64Array.from(values as Uint8Array).subarray(0, ids.length * 3072),
        ids,
      );
    },
  };

  it('are scored as the challenge does: R2 as a share of the ceiling that its code prints', async () => {
    const { regions } = JSON.parse(
      readFileSync(referencePath('golden/human/fmri', 'fmri.json'), 'utf8'),
    );
    for (const [region, printed] of [
      ['EVC', 0.1589],
      ['IT', 0.3075],
    ] as const) {
      const { ceiling, models } = regions[region];
      const rs: readonly number[] = models.pixels32_correlation.spearman.per_subject;
      const r2 = mean(rs.map((r) => r * r));
      const score = await benchmarkOf(`Algonauts2019.${region}-r2`).score(pixels, quick);
      expect(score.raw.value).toBeCloseTo(r2, 9);
      expect(score.ceiling).toBeCloseTo(ceiling.spearman.raw.mean_of_squares.upper, 9);
      expect(score.ceiling).toBeCloseTo(printed, 4);
      expect(score.value).toBeCloseTo(r2 / ceiling.spearman.raw.mean_of_squares.upper, 9);
      expect(score.ceilingConvention).toBe('r/c');
    }
  });

  // The challenge's code prints these two as well.
  it.each([
    ['EVC', 0.064, '0.007'],
    ['IT', 0.0647, '0.003'],
  ])('hardly agree on the 78 test images, as a note says (%s)', async (region, printed, lower) => {
    const score = await benchmarkOf(`Algonauts2019test78.${region}-r2`).score(pixels, quick);
    expect(score.ceiling).toBeCloseTo(printed, 4);
    expect(score.notes).toEqual([
      expect.stringContaining(
        `with the mean of the others, the mean of squared correlations is ${lower}.`,
      ),
    ]);
  });

  it('have both bounds of the ceiling beside the correlation, and one score each', async () => {
    const score = await benchmarkOf('Algonauts2019.IT-rdm').score(pixels, quick);
    expect(score.value).toBeCloseTo(0.149839958821, 9);
    expect(score.ceiling).toBeCloseTo(0.542191475499, 9);
    expect(score.notes).toEqual([expect.stringContaining('subjects correlate by 0.453.')]);
    expect(Object.keys(score.raw.perSubject ?? {})).toEqual(
      Array.from({ length: 15 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`),
    );
  });

  it('have a ceiling by the correlation that was asked for', async () => {
    const options = { metricOptions: { correlation: 'kendall-tau-a' } };
    const score = await benchmarkOf('Algonauts2019.EVC-rdm').score(pixels, quick, options);
    expect(score.value).toBeCloseTo(0.122646785106, 9);
    expect(score.ceiling).toBeCloseTo(0.267881457278, 9);
  });

  it('and images are drawn again for the interval of a share', async () => {
    const score = await benchmarkOf('Algonauts2019.EVC-r2').score(pixels, context);
    const uncertainty = measuredUncertainty(score);
    expect(uncertainty.units).toEqual({ stimuli: 92, subjects: 15 });
    expect(Object.keys(uncertainty.replicates)).toEqual(['stimuli', 'subjects', 'all']);
    const [low, high] = uncertainty.interval;
    expect(low).toBeLessThan(score.value);
    expect(high).toBeGreaterThan(score.value);
  });
});
