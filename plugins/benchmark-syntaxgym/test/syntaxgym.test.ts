import { readFileSync } from 'node:fs';
import { featureMatrix, type TextSpan } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-syntaxgym';
import type { Benchmark, Candidate } from '@ventral/core';
import { syntaxGym } from '@ventral/dataset-syntaxgym';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { circuitMeans, circuits, suites, syntaxGymBenchmark } = plugin;
const benchmarkOf = (suite: string) => suites.find(({ part }) => part === suite) as Benchmark;

checkManifest(plugin);
for (const benchmark of [...suites, ...circuitMeans, syntaxGymBenchmark]) checkBenchmark(benchmark);

describe('the benchmarks', () => {
  it('are one a suite, on what surprises a reader of texts', () => {
    expect(suites.map(({ part }) => part)).toEqual(syntaxGym.parts);
    for (const benchmark of [...suites, ...circuitMeans, syntaxGymBenchmark]) {
      expect(benchmark).toMatchObject({ region: 'behavior', reads: 'surprisal', stimuli: 'text' });
    }
  });

  it('are the mean of 31, and of those of each circuit', () => {
    const parts = syntaxGymBenchmark.parts?.map(({ part }) => part) ?? [];
    const left = syntaxGym.parts?.filter((name) => !parts.includes(name));
    expect(left).toEqual(['fgd-embed3', 'fgd-embed4', 'nn-nv-rpl']);
    const inCircuits = circuitMeans.flatMap((mean) => mean.parts ?? []);
    expect(inCircuits.map(({ part }) => part).sort()).toEqual(parts);
    expect(circuitMeans.map(({ id }) => id)).toEqual(
      Object.keys(circuits).map((circuit) => `SyntaxGym.${circuit}`),
    );
  });
});

type Regions = Readonly<Record<string, readonly number[]>>;

/** A candidate that finds the regions of items, in order, as surprising as that. */
function readerOf(items: readonly Regions[]): Candidate {
  return {
    id: 'reader',
    async record({ stimuli }) {
      const numbers = [...new Set(stimuli.map(({ id }) => id.split('/')[0]))];
      const bits = stimuli.map(({ id }) => {
        const [item = '', condition = '', region] = id.split('/');
        return items[numbers.indexOf(item)]?.[condition]?.[Number(region) - 1] as number;
      });
      return featureMatrix(
        Float32Array.from(bits),
        stimuli.map(({ id }) => id),
      );
    },
  };
}

describeReference('on published and on golden surprisals', 'golden/human/syntaxgym', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  const readGolden = (name: string): unknown =>
    JSON.parse(readFileSync(referencePath(`golden/human/syntaxgym/${name}.json`), 'utf8'));

  it.each([
    ['subordination_src-src', 0.565217],
    ['number_prep', 0.578947],
  ])('distilgpt2 is as right on %s as Brain-Score says: %f', async (suite, published) => {
    const { suites: measured } = readGolden('distilgpt2-reference') as {
      readonly suites: Readonly<
        Record<string, { readonly items: readonly { readonly regions: Regions }[] }>
      >;
    };
    const items = measured[suite]?.items.map(({ regions }) => regions) ?? [];
    const score = await benchmarkOf(suite).score(readerOf(items), context);
    expect(score.value).toBeCloseTo(published, 6);
    expect(score.uncertainty).toMatchObject({ units: { items: items.length } });
    expect(score.notes ?? []).toEqual([]);
  });

  interface GoldenSuite {
    readonly items: readonly { readonly regions: Regions; readonly predictions: boolean[] }[];
    readonly accuracy: number;
    readonly accuracy_of_each_prediction: readonly number[];
  }
  const golden = ['center_embed', 'cleft', 'fgd-embed3', 'fgd_hierarchy', 'fgd_pp', 'mvrr']
    .concat(['nn-nv-rpl', 'npi_orc_ever', 'npi_src_ever', 'npz_ambig_mod', 'npz_obj_mod'])
    .concat(['number_prep', 'reflexive_orc_fem', 'reflexive_prep_fem', 'reflexive_src_fem'])
    .concat(['subordination', 'subordination_pp-pp']);

  it.each(golden)('a small network is as right on %s as the reference', async (suite) => {
    const expected = readGolden(suite) as GoldenSuite;
    const reader = readerOf(expected.items.map(({ regions }) => regions));
    const score = await benchmarkOf(suite).score(reader, context);
    expect(score.value).toBeCloseTo(expected.accuracy, 12);
    expect(score.extras?.syntaxGym).toMatchObject({
      predictions: expected.accuracy_of_each_prediction.map((accuracy) => ({ accuracy })),
    });
  });

  it('says what the second formula of fgd_hierarchy means', async () => {
    const { items } = readGolden('fgd_hierarchy') as GoldenSuite;
    const reader = readerOf(items.map(({ regions }) => regions));
    const score = await benchmarkOf('fgd_hierarchy').score(reader, context);
    expect(score.value).toBe(0);
    expect(score.notes).toEqual([
      // 1 - 0.05 ** (1 / 24)
      expect.stringContaining(
        'None of 24 items come out as predicted, and draws of them do not vary: a share of 11.7 %',
      ),
      expect.stringContaining('equal to a thousandth of a bit'),
    ]);
  });

  it.each([
    ['NaN', 1, Number.NaN, 'RESPONSES_INVALID'],
    ['two columns', 2, 1, 'SHAPE_MISMATCH'],
  ])('refuses surprisals of %s', async (_, columns, value, code) => {
    const benchmark = benchmarkOf('number_src');
    const candidate: Candidate = {
      id: 'reader',
      record: async ({ stimuli }) => {
        const values = new Float32Array(stimuli.length * columns).fill(1);
        values[values.length - 1] = value;
        return featureMatrix(
          values,
          stimuli.map(({ id }) => id),
        );
      },
    };
    await expect(benchmark.score(candidate, context)).rejects.toMatchObject({ code });
  });

  it('a model that knows no context is right on none of 842 items, as the authors publish of one', async () => {
    // Each word as surprising wherever it stands, and more so than others by its letters.
    const bitsOf = (word: string) =>
      Array.from(word).reduce(
        (sum, letter, at) => sum + ((letter.codePointAt(0) ?? 0) % 31) * (at + 1),
        1,
      ) / 7;
    const reader: Candidate = {
      id: 'no context',
      async record({ stimuli }) {
        const bits = new Float32Array(stimuli.length);
        for (const [row, stimulus] of stimuli.entries()) {
          const { text, start, end } = (await stimulus.load()) as TextSpan;
          const words = text.slice(start, end).match(/\w+|[^\w\s]/g) ?? [];
          bits[row] = words.reduce((sum, word) => sum + bitsOf(word), 0);
        }
        return featureMatrix(
          bits,
          stimuli.map(({ id }) => id),
        );
      },
    };
    const published = readFileSync(
      referencePath('data/syntaxgym/data/raw/sg_results/syntaxgym_results_1gram_bllip-lg.csv'),
      'utf8',
    );
    expect(published.match(/,(True|False)$/gm)).toEqual(Array(842).fill(',False'));
    const quick = { ...context, withUncertainty: false };
    for (const suite of suites) {
      const { value } = await suite.score(reader, quick);
      expect([suite.id, value]).toEqual([suite.id, 0]);
    }
  });

  it('the mean of a circuit weighs suites alike', async () => {
    const mean = circuitMeans.find(({ id }) => id === 'SyntaxGym.agreement') as Benchmark;
    // Whoever finds all alike predicts nothing.
    const reader: Candidate = {
      id: 'indifferent',
      record: async ({ stimuli }) =>
        featureMatrix(
          new Float32Array(stimuli.length),
          stimuli.map(({ id }) => id),
        ),
    };
    const score = await mean.score(reader, context);
    expect(score.value).toBe(0);
    expect(Object.keys(score.parts ?? {})).toHaveLength(3);
    expect(mean.metric?.id).toBe('items_as_predicted');
  });
});
