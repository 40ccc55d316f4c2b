import { featureMatrix } from '@ventral/assembly';
import * as plugin from '@ventral/benchmark-cowley-2023';
import { type Benchmark, type Candidate, createRunContext } from '@ventral/core';
import { cowley2023, verifiedSessions } from '@ventral/dataset-cowley-2023';
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
    for (const metric of ['pls', 'ridge']) {
      expect(byId.get(`Cowley2023.V4-${metric}`)?.region).toBe('V4');
      for (const session of sessions) {
        expect(byId.has(`Cowley2023.V4.${session}-${metric}`)).toBe(true);
      }
    }
    expect(byId.size).toBe(2 * (sessions.length + 1));
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
