import { featureMatrix } from '@ventral/arrays';
import { type Benchmark, type Candidate, type RunContext, scoreSchema } from '@ventral/core';
import * as v from 'valibot';
import { expect } from 'vitest';
import { madeValues } from './made-values.ts';
import { pluginRules } from './plugin-rules.ts';
import { requirePinnedFiles } from './require-pinned-files.ts';
import type { Rules } from './rules.ts';

/** A benchmark, and what to score with. */
export interface BenchmarkSubject {
  readonly plugin: Benchmark;
  readonly context: RunContext;
}

/** What is asked of a benchmark before any file is read. */
export const benchmarkRules: Rules<Pick<BenchmarkSubject, 'plugin'>> = {
  ...pluginRules('benchmark'),

  'states its region and species': ({ plugin }) => {
    expect(plugin.region).toMatch(/\S/);
    expect(plugin.species).toMatch(/\S/);
    if (plugin.degrees !== undefined) expect(plugin.degrees).toBeGreaterThan(0);
  },

  'is made of a data set and a metric, or of parts': ({ plugin }) => {
    const { dataset, metric, parts } = plugin;
    if (dataset !== undefined) expect(dataset.kind).toBe('dataset');
    if (metric !== undefined) expect(metric.kind).toBe('metric');
    if (parts !== undefined) expect(parts.map(({ kind }) => kind)).toContain('benchmark');
    const isWhole = dataset !== undefined && metric !== undefined;
    expect(isWhole || parts !== undefined, 'a data set and a metric, or parts').toBe(true);
  },

  'is about what was recorded': ({ plugin }) => {
    const { dataset, region, species } = plugin;
    if (dataset === undefined) return;
    // A data set of several species has benchmarks of one.
    expect(dataset.species).toContain(species);
    if (region !== 'behavior') expect(dataset.regions).toContain(region);
  },

  'pins its files': ({ plugin }) => requirePinnedFiles(plugin.files),

  'reads files of its data set': ({ plugin: { dataset, files } }) => {
    if (dataset === undefined) return;
    const known = new Set(dataset.files.map(({ hash }) => hash.digest));
    const others = files.filter(({ hash }) => !known.has(hash.digest));
    expect(others.map(({ path }) => path)).toEqual([]);
  },
};

/** What is asked of its score. */
export const benchmarkScoreRules: Rules<BenchmarkSubject> = {
  'scores features drawn at random': async ({ plugin, context }) => {
    const score = await plugin.score(randomCandidate(plugin), { ...context });
    expect(score.value).toSatisfy(Number.isFinite);
    expect(JSON.parse(JSON.stringify(score))).toEqual(score);
    expect(v.is(scoreSchema, score), 'a score as registry/record.schema.json has it').toBe(true);
  },

  'gives the same score each time': async ({ plugin, context }) => {
    const first = await plugin.score(randomCandidate(plugin), { ...context });
    expect(await plugin.score(randomCandidate(plugin), { ...context })).toEqual(first);
  },
};

/** Sixty-four features that know nothing of the stimuli, or one in the place of surprisal. */
function randomCandidate({ stimuli: kind, reads }: Benchmark): Candidate {
  const features = reads === 'surprisal' ? 1 : 64;
  return {
    id: 'random features',
    ...(kind === 'image' && { visualDegrees: 8 }),
    async record({ stimuli }) {
      const ids = stimuli.map(({ id }) => id);
      return featureMatrix(madeValues(ids.length * features), ids);
    },
  };
}
