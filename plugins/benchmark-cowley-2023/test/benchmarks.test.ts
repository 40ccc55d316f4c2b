import { featureMatrix } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-cowley-2023';
import type { Benchmark, Candidate } from '@ventral/core';
import { cowley2023, verifiedSessions } from '@ventral/dataset-cowley-2023';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { benchmarks } = plugin;
const byId = new Map(benchmarks.map((benchmark) => [benchmark.id, benchmark]));

checkManifest(plugin);
for (const benchmark of benchmarks) checkBenchmark(benchmark);

describe('the benchmarks', () => {
  it('are one a session and metric, and a mean a metric', () => {
    const sessions = cowley2023.parts ?? [];
    for (const metric of ['pls', 'ridge', 'nrp']) {
      expect(byId.get(`Cowley2023.V4-${metric}`)?.region).toBe('V4');
      for (const session of sessions) {
        expect(byId.has(`Cowley2023.V4.${session}-${metric}`)).toBe(true);
      }
    }
    expect(byId.size).toBe(3 * (sessions.length + 1));
  });

  it('know which way is better', () => {
    expect(byId.get('Cowley2023.V4.210325-nrp')?.metric?.better).toBe('lower');
    expect(byId.get('Cowley2023.V4.210325-pls')?.metric?.better).toBe('higher');
  });

  it('average over the sessions that are pinned by sha256', () => {
    const { parts = [], files } = byId.get('Cowley2023.V4-pls') as Benchmark;
    expect(parts.map(({ id }) => id)).toEqual(
      verifiedSessions.map((session) => `Cowley2023.V4.${session}-pls`),
    );
    expect(parts).toHaveLength(12);
    const averaged = files.filter(({ path }) => path.startsWith('responses_repeat_averaged/'));
    expect(averaged.map(({ hash }) => hash.algorithm)).toEqual(Array(12).fill('sha256'));
  });
});

describeReference('on real recordings', 'data/cowley2023-macaque-v4', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });

  checkBenchmark(byId.get('Cowley2023.V4.210305-ridge') as Benchmark, { context });

  it('give the error of a response predictor beside that of a linear one, without a ceiling', async () => {
    const { recordings } = await cowley2023.load(context, '210305');
    const units = recordings.shape[1] as number;
    // Three units stand for the model: they tell something of the others.
    const values = recordings.values.filter((_, cell) => cell % units < 3);
    const candidate: Candidate = {
      id: 'three units',
      record: async ({ stimuli }) =>
        featureMatrix(
          values as Float32Array,
          stimuli.map(({ id }) => id),
        ),
    };
    const benchmark = byId.get('Cowley2023.V4.210305-nrp') as Benchmark;
    const metricOptions = { splits: 2, l1: 16, l2: 16, epochs: 30, learningRate: 0.005 };
    const score = await benchmark.score(candidate, context, { metricOptions });
    expect(score.better).toBe('lower');
    expect(score.ceiling).toBeUndefined();
    // Below what the mean of each unit achieves.
    expect(score.value).toBeLessThan(0.75);
    expect(score.extras?.nrp?.baseline).toMatchObject({
      value: expect.toSatisfy((value) => value < 0.75),
    });
    expect(score.notes).toEqual([expect.stringContaining('standard deviation')]);
  });

  it('give recordings that predict themselves nearly 1, and say where a ceiling is missing', async () => {
    const { recordings } = await cowley2023.load(context, '210305');
    const itself: Candidate = {
      id: 'the recordings themselves',
      record: async ({ stimuli }) =>
        featureMatrix(
          recordings.values,
          stimuli.map(({ id }) => id),
        ),
    };
    const benchmark = byId.get('Cowley2023.V4.210305-ridge') as Benchmark;
    const score = await benchmark.score(itself, context);
    expect(score.value).toBeGreaterThan(0.999);
    expect(score.ceiling).toBeUndefined();
    expect(score.notes).toEqual([expect.stringContaining('No ceiling: responses_raw')]);
  });
});
