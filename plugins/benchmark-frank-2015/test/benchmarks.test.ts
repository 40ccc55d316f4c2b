import { readFile } from 'node:fs/promises';
import { coordinate, featureMatrix } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-frank-2015';
import type { Benchmark, Candidate } from '@ventral/core';
import { frank2015 } from '@ventral/dataset-frank-2015';
import { createRunContext } from '@ventral/host';
import { deltaLogLikelihood, pearsonr } from '@ventral/metric-reading';
import { describeReference, measuredUncertainty, referencePath } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

const { benchmarks } = plugin;
const benchmarkOf = (id: string) =>
  benchmarks.find((one) => one.id === `Frank2015.${id}`) as Benchmark;
const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
const quick = { ...context, withUncertainty: false };
const folder = 'data/frank2015-ucl-reading-eeg';

checkManifest(plugin);
for (const benchmark of [...benchmarks, ...plugin.frank2015NextWords]) checkBenchmark(benchmark);

describe('the benchmarks', () => {
  it('are two of each measure', () => {
    const parts = benchmarks.map(({ part }) => part as string);
    expect(benchmarks).toHaveLength(22);
    expect([...new Set(parts)].sort()).toEqual([...(frank2015.parts ?? [])].sort());
  });

  it.each([
    ['N400', 'language_system', 'EEG'],
    ['RTgopast', 'behavior', 'behaviour'],
  ])('of %s are of %s, by %s', (measure, region, modality) => {
    for (const metric of ['pearsonr', 'delta_loglik']) {
      expect(benchmarkOf(`${measure}-${metric}`)).toMatchObject({
        region,
        modality,
        stimuli: 'text',
        reads: 'surprisal',
        files: frank2015.filesOf(measure),
      });
    }
  });
});

type Row = Readonly<Record<string, string>>;

async function readRows(path: string): Promise<readonly Row[]> {
  return parse(await readFile(referencePath(path), 'utf8'), { columns: true }) as Row[];
}

/** A column of the table of all measures, as if a model had said it. */
async function published(): Promise<(name: string) => Candidate> {
  const rows = new Map(
    (await readRows(`${folder}/all_measures.csv`)).map((row) => [
      `${row.sent_id}.${Number(row.context_length) + 1}`,
      row,
    ]),
  );
  return (name) => ({
    id: name,
    async record({ stimuli }) {
      const ids = stimuli.map(({ id }) => id);
      return featureMatrix(
        Float64Array.from(ids, (id) => Number(rows.get(id)?.[name] ?? Number.NaN)),
        ids,
      );
    },
  });
}

describeReference('published results', `${folder}/supplementary_materials`, () => {
  it('are met: correlations of 20 predictors with eleven measures', async () => {
    const candidateOf = await published();
    const rows = await readRows(`${folder}/supplementary_materials/df_corr.csv`);
    const measures = new Set(frank2015.parts);
    const predictors = rows.filter((row) => !measures.has(row[''] as string));
    expect(predictors).toHaveLength(20);
    for (const row of predictors) {
      for (const measure of measures) {
        const candidate = candidateOf(row[''] as string);
        const score = await benchmarkOf(`${measure}-pearsonr`).score(candidate, quick);
        const expected = Number(row[measure]);
        expect(score.extras?.pearsonr).toMatchObject({
          words: 1487,
          pearson: expect.closeTo(expected, 13),
        });
        expect(score.value).toBeCloseTo(Math.abs(expected), 13);
      }
    }
  });

  it('are met: gains in log-likelihood of 15 predictors of eleven measures, and slopes', async () => {
    const candidateOf = await published();
    const rows = await readRows(`${folder}/supplementary_materials/results_linear.csv`);
    expect(rows).toHaveLength(165);
    let largest = 0;
    for (const { dv, iv, D_llik, llik, b } of rows) {
      const candidate = candidateOf(iv === 's_GPTNeo_large' ? 's_GPTNeo_2.7B' : (iv as string));
      const benchmark = benchmarkOf(`${dv}-delta_loglik`);
      // As published: of the words that were fitted on.
      const score = await benchmark.score(candidate, quick, { metricOptions: { folds: 'none' } });
      const found = score.extras?.delta_loglik as {
        gain: number;
        words: number;
        logLikelihood: number;
        slopes: number[];
      };
      expect(found.words).toBe(1466);
      expect(found.logLikelihood * found.words).toBeCloseTo(Number(llik), 8);
      expect(found.slopes).toEqual([expect.closeTo(Number(b), 3)]);
      largest = Math.max(largest, Math.abs(found.gain - Number(D_llik)));
    }
    expect(largest).toBeLessThan(1e-8);
  });
});

describeReference('golden values', 'golden/human/reading/ucl.json', () => {
  it('are met, of sentences with odd numbers', async () => {
    const golden = JSON.parse(
      await readFile(referencePath('golden/human/reading/ucl.json'), 'utf8'),
    );
    const rows = await readRows('golden/human/reading/ucl-words.csv');
    const bits = new Map(
      rows.map((row) => [`${row.sent_id}.${Number(row.context_length) + 1}`, Number(row.bits)]),
    );
    for (const measure of frank2015.parts ?? []) {
      const { recordings } = await frank2015.load(quick, measure);
      const all = coordinate(recordings, 'stimulus_id') as readonly string[];
      // Words of other sentences have no golden surprisal.
      const source = featureMatrix(
        Float64Array.from(all, (id) => bits.get(id) ?? Number.NaN),
        all,
      );
      for (const [set, words] of [
        ['all_words', 'all'],
        ["without_. , '", 'unpunctuated'],
      ] as const) {
        const { n, pearson, spearman } = golden[set].measures[measure];
        const options = { words, missing: 'leave-out' } as const;
        const { extras } = await pearsonr.compare(source, recordings, options, quick);
        const found = extras?.pearsonr as Readonly<Record<string, number>>;
        expect(found).toMatchObject({ words: n, pearson: expect.closeTo(pearson, 8) });
        // Surprisals that the table rounds share a rank.
        expect(Math.abs((found.spearman ?? 0) - spearman)).toBeLessThan(1e-5);
      }
      const expected = golden.regression[measure];
      const { extras } = await deltaLogLikelihood.compare(
        source,
        recordings,
        {
          words: 'unpunctuated',
          missing: 'leave-out',
          spillover: 0,
          baseline: '(frequency+length+position)^2',
          folds: 'none',
        },
        quick,
      );
      expect(extras?.delta_loglik).toMatchObject({
        words: expected.n,
        gain: expect.closeTo(expected.delta, 6),
        slopes: [expect.closeTo(expected.coefficient, 5)],
      });
    }
  });
});

describeReference('scoring the UCL corpus', folder, () => {
  for (const id of ['N400-pearsonr', 'RTgopast-delta_loglik']) {
    checkBenchmark(benchmarkOf(id), { context });
  }

  it('draws whole sentences again, and has no ceiling', async () => {
    const candidateOf = await published();
    for (const metric of ['pearsonr', 'delta_loglik']) {
      const score = await benchmarkOf(`N400-${metric}`).score(candidateOf('s_GPT2'), context);
      expect(score.ceiling).toBeUndefined();
      expect(measuredUncertainty(score).units.texts).toBe(205);
    }
  });

  it('says that surprising words have a more negative N400', async () => {
    const candidateOf = await published();
    const score = await benchmarkOf('N400-pearsonr').score(candidateOf('s_GPT2'), quick);
    expect(score.extras?.pearsonr?.pearson).toBeLessThan(-0.2);
    expect(score.notes).toEqual([expect.stringContaining('negative')]);
  });
});
