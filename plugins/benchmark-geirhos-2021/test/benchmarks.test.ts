import { readFileSync } from 'node:fs';
import { type Assembly, coordinate, createAssembly, selectAlong } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-geirhos-2021';
import { type Benchmark, type Candidate, meanScore } from '@ventral/core';
import { geirhos2021 } from '@ventral/dataset-geirhos-2021';
import { createRunContext } from '@ventral/host';
import { describeReference, measuredUncertainty, referencePath } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { benchmarks } = plugin;
const experiments = geirhos2021.parts ?? [];
const benchmarkOf = (id: string) =>
  benchmarks.find((benchmark) => benchmark.id === `Geirhos2021${id}`) as Benchmark;

checkManifest(plugin);
for (const benchmark of benchmarks) checkBenchmark(benchmark);

/** Choices as a file of them holds them: by default of the stimuli' own names. */
function candidateOf(
  rows: readonly (readonly [stimulus: string, choice: string, part?: string])[],
  id = 'answers.csv',
): Candidate {
  const label = (index: 0 | 1 | 2) => ({
    dim: 'presentation',
    values: rows.map((row) => row[index] ?? ''),
  });
  const choices = createAssembly({
    dims: ['presentation'],
    shape: [rows.length],
    values: new Float64Array(rows.length),
    coords: {
      stimulus_id: label(0),
      choice: label(1),
      ...(rows.some(([, , part]) => part !== undefined) && { part: label(2) }),
    },
  });
  return { id, choices, record: () => Promise.reject(new Error('nothing is to be shown')) };
}

/** What one person answered, as rows of choices. */
function answersOf(trials: Assembly, subject = 'subject-01') {
  const own = coordinate(trials, 'subject').flatMap((name, row) =>
    `${name}`.endsWith(subject) ? [row] : [],
  );
  const of = selectAlong(trials, 'presentation', own);
  const choices = coordinate(of, 'choice');
  return coordinate(of, 'stimulus_id').map((id, row) => [`${id}`, `${choices[row]}`] as const);
}

interface Pair {
  readonly subjects: readonly string[];
  readonly error_consistency: number;
  readonly observed: number;
  readonly accuracy_difference: number;
}

interface People {
  readonly error_consistency: number;
  readonly observed_consistency: number;
  readonly accuracy_difference: number;
  readonly mean_accuracy: number;
  readonly pairs: readonly Pair[];
}

describeReference('on what people answered', 'data/geirhos2021-model-vs-human/raw-data', () => {
  const context = {
    ...createRunContext({ mirrors: [referencePath('data')], offline: true }),
    // Seconds of resampling, of which no test here asks.
    withUncertainty: false,
  };
  const readJson = (path: string): unknown => JSON.parse(readFileSync(referencePath(path), 'utf8'));
  const published = readJson('data/geirhos2021-reference/reference-scores.json') as {
    readonly ceiling: Readonly<Record<string, number>>;
    readonly mean_ceiling: number;
    readonly resnet50_3deg_raw_error_consistency: Readonly<Record<string, number>>;
    readonly resnet50_3deg_top1: Readonly<Record<string, number>>;
    readonly resnet50_cue_conflict_hermann2020: { readonly shape_bias: number };
  };
  const { data_sets: people } = readJson('golden/human/behaviour/humans.json') as {
    readonly data_sets: Readonly<Record<string, People>>;
  };
  const resnet50 = readJson('golden/human/behaviour/resnet50-3deg.json') as {
    readonly choices: readonly (readonly [string, string])[];
    readonly error_consistency: number;
    readonly observed_consistency: number;
    readonly accuracy_difference: number;
    readonly top1: number;
    readonly ceiled: number;
    readonly per_subject: Readonly<Record<string, { readonly error_consistency: number }>>;
    readonly shape: Readonly<Record<'shape_bias' | 'shape' | 'texture', number>>;
  };
  const trialsOf = async (experiment: string) =>
    (await geirhos2021.load(context, experiment)).trials;

  it.each(experiments)('of %s, people agree as published, to five digits', async (experiment) => {
    const candidate = candidateOf(answersOf(await trialsOf(experiment)));
    const score = await benchmarkOf(`.${experiment}-error_consistency`).score(candidate, context);
    expect(score.ceiling?.toFixed(5)).toBe(published.ceiling[experiment]?.toFixed(5));
    expect(score.ceilingConvention).toBe('r/c');
    expect(score.value).toBeCloseTo(score.raw.value / (score.ceiling as number), 12);
    expect(score.raw.perSubject?.[`${experiment} subject-01`]).toBe(1);
  });

  it.each(Object.entries(people))(
    'of %s, a person is compared with others as model-vs-human does',
    async (experiment, expected) => {
      const candidate = candidateOf(answersOf(await trialsOf(experiment)));
      const scoreOf = (metric: string) =>
        benchmarkOf(`.${experiment}-${metric}`).score(candidate, context);
      const ofOthers = (value: (pair: Pair) => number) => {
        const sums = new Map<string, readonly number[]>();
        for (const pair of expected.pairs.filter(({ subjects }) => subjects[0] === 'subject-01')) {
          const other = `${experiment} ${pair.subjects[1]}`;
          sums.set(other, [...(sums.get(other) ?? []), value(pair)]);
        }
        return Object.fromEntries(
          [...sums].map(([other, values]) => [
            other,
            expect.closeTo(values.reduce((sum, one) => sum + one, 0) / values.length, 10),
          ]),
        );
      };
      const consistency = await scoreOf('error_consistency');
      expect(consistency.ceiling).toBeCloseTo(expected.error_consistency, 11);
      expect(consistency.raw.perSubject).toMatchObject(ofOthers((pair) => pair.error_consistency));
      const observed = await scoreOf('observed_consistency');
      expect(observed.ceiling).toBeCloseTo(expected.observed_consistency, 11);
      expect(observed.raw.perSubject).toMatchObject(ofOthers((pair) => pair.observed));
      expect(observed).toMatchObject({ better: 'higher', value: observed.raw.value });
      const difference = await scoreOf('accuracy_difference');
      expect(difference.ceiling).toBeCloseTo(expected.accuracy_difference, 11);
      expect(difference.raw.perSubject).toMatchObject(ofOthers((pair) => pair.accuracy_difference));
      expect(difference).toMatchObject({ better: 'lower', value: difference.raw.value });
      const accuracy = await scoreOf('accuracy');
      expect(accuracy.ceiling).toBeCloseTo(expected.mean_accuracy, 11);
    },
  );

  it('ResNet-50 has its published consistency, accuracy and shape bias', async () => {
    const candidate = candidateOf(resnet50.choices);
    const scoreOf = (metric: string) =>
      benchmarkOf(`.cue-conflict-${metric}`).score(candidate, context);
    const consistency = await scoreOf('error_consistency');
    expect(consistency.raw.value).toBeCloseTo(resnet50.error_consistency, 11);
    expect(consistency.value).toBeCloseTo(resnet50.ceiled, 11);
    expect(consistency.raw.value.toFixed(5)).toBe(
      published.resnet50_3deg_raw_error_consistency['cue-conflict']?.toFixed(5),
    );
    for (const [subject, expected] of Object.entries(resnet50.per_subject)) {
      const value = consistency.raw.perSubject?.[`cue-conflict ${subject}`];
      expect(value).toBeCloseTo(expected.error_consistency, 11);
    }
    const accuracy = await scoreOf('accuracy');
    expect(accuracy.value).toBe(resnet50.top1);
    expect(accuracy.value.toFixed(5)).toBe(
      published.resnet50_3deg_top1['cue-conflict']?.toFixed(5),
    );
    expect((await scoreOf('observed_consistency')).value).toBeCloseTo(
      resnet50.observed_consistency,
      11,
    );
    expect((await scoreOf('accuracy_difference')).value).toBeCloseTo(
      resnet50.accuracy_difference,
      11,
    );
    const bias = await scoreOf('shape_bias');
    expect(bias.value).toBeCloseTo(resnet50.shape.shape_bias, 12);
    expect(bias.value).toBeCloseTo(published.resnet50_cue_conflict_hermann2020.shape_bias, 8);
    const { shape, texture } = resnet50.shape;
    expect(bias.extras?.shape_bias).toEqual({ conflicting: 1200, shape, texture });
  });

  it('people have their published shape bias', async () => {
    const expected = readJson('golden/human/behaviour/shape-bias.json') as {
      readonly subjects: Readonly<Record<string, { readonly shape_bias: number }>>;
      readonly pooled: { readonly shape_bias: number };
    };
    const trials = await trialsOf('cue-conflict');
    for (const [subject, { shape_bias }] of Object.entries(expected.subjects)) {
      const candidate = candidateOf(answersOf(trials, subject));
      const score = await benchmarkOf('.cue-conflict-shape_bias').score(candidate, context);
      expect(score.value).toBeCloseTo(shape_bias, 11);
      expect(score.ceiling).toBeCloseTo(expected.pooled.shape_bias, 11);
    }
  });

  it('the mean is that of all data sets before ceilings, each answered in its part', async () => {
    const rows = await Promise.all(
      experiments.map(async (experiment) =>
        answersOf(await trialsOf(experiment)).map((row) => [...row, experiment] as const),
      ),
    );
    const candidate = candidateOf(rows.flat());
    const score = await benchmarkOf('-error_consistency').score(candidate, context);
    const parts = Object.values(score.parts ?? {});
    expect(parts).toHaveLength(17);
    expect(score.metric?.id).toBe('error_consistency');
    const mean = (values: readonly number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(score.value).toBeCloseTo(mean(parts.map(({ raw }) => raw.value)), 12);
    const ceilings = parts.map(({ ceiling }) => ceiling as number);
    expect(mean(ceilings).toFixed(5)).toBe(published.mean_ceiling.toFixed(5));
  });

  it('the mean is as sure as that of people who are others in each data set', async () => {
    const parts = ['colour', 'false-colour'];
    const scores = await Promise.all(
      parts.map(async (part) => {
        const candidate = candidateOf(answersOf(await trialsOf(part)));
        const surely = { ...context, withUncertainty: true };
        return benchmarkOf(`.${part}-observed_consistency`).score(candidate, surely);
      }),
    );
    const [first, second] = scores.map((score) => measuredUncertainty(score));
    const mean = measuredUncertainty(
      meanScore(Object.fromEntries(scores.map((score, index) => [parts[index] as string, score]))),
    );
    const apart = Math.hypot(first?.standardError as number, second?.standardError as number) / 2;
    expect(mean.standardError / apart).toBeGreaterThan(0.9);
    expect(mean.standardError / apart).toBeLessThan(1.1);
  });

  it('conditions that are left out need no answers, and change nothing', async () => {
    const trials = await trialsOf('uniform-noise');
    const conditionOf = new Map(
      coordinate(trials, 'stimulus_id').map((id, row) => [
        `${id}`,
        `${coordinate(trials, 'condition')[row]}`,
      ]),
    );
    const all = answersOf(trials);
    const kept = all.filter(
      ([id]) => !['0.00', '0.60', '0.90'].includes(conditionOf.get(id) as string),
    );
    expect([all.length, kept.length]).toEqual([1280, 800]);
    const benchmark = benchmarkOf('.uniform-noise-accuracy');
    const score = await benchmark.score(candidateOf(kept), context);
    expect(await benchmark.score(candidateOf(all), context)).toEqual(score);
  });

  it('stimuli can be named as in the tables of model-vs-human', async () => {
    const rows = answersOf(await trialsOf('edge'));
    const named = rows.map(([id, choice]) => [`0001_edg_dnn_0_cat_00_${id}`, choice] as const);
    const benchmark = benchmarkOf('.edge-error_consistency');
    const score = await benchmark.score(candidateOf(rows), context);
    expect(await benchmark.score(candidateOf(named), context)).toEqual(score);
  });

  it.each<[string, (rows: (readonly [string, string])[]) => Candidate, string, string]>([
    [
      'a stimulus of another data set',
      (rows) => candidateOf([...rows, ['n04111531_14126.png', 'oven']]),
      'STIMULI_MISMATCH',
      "the stimulus 'n04111531_14126.png', which is none of the 160 of Geirhos2021.edge",
    ],
    [
      'a stimulus that has no answer',
      (rows) => candidateOf(rows.slice(1)),
      'STIMULI_MISMATCH',
      '1 of 160 stimuli that people answered have no answer of the model',
    ],
    [
      'two answers to one',
      (rows) => candidateOf([...rows, rows[0] as [string, string]]),
      'SHAPE_MISMATCH',
      'more than once',
    ],
    [
      'a choice that is no category',
      (rows) => candidateOf([[rows[0]?.[0] as string, 'aeroplane'], ...rows.slice(1)]),
      'RESPONSES_INVALID',
      "is 'aeroplane', which is none of the 16 categories",
    ],
    [
      'answers of other parts alone',
      (rows) => candidateOf(rows.map((row) => [...row, 'silhouette'] as const)),
      'STIMULI_MISMATCH',
      "answers.csv has no choices of the part 'edge'; it has those of silhouette",
    ],
  ])('choices with %s are refused', async (_, spoil, code, message) => {
    const rows = answersOf(await trialsOf('edge'));
    await expect(
      benchmarkOf('.edge-error_consistency').score(spoil([...rows]), context),
    ).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('a model has to be shown the images, which are not at hand', async () => {
    const candidate: Candidate = {
      id: 'a network',
      async record({ stimuli }) {
        await stimuli[0]?.load();
        throw new Error('unreachable');
      },
    };
    await expect(
      benchmarkOf('.colour-error_consistency').score(candidate, context),
    ).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('stimulus_brendel_Geirhos2021_colour.csv'),
    });
  });
});

describe('the benchmarks', () => {
  it('are four measures of seventeen data sets, their means, and a shape bias', () => {
    expect(benchmarks).toHaveLength(4 * (17 + 1) + 1);
    expect(benchmarkOf('-accuracy_difference').parts).toHaveLength(17);
    expect(benchmarkOf('.edge-error_consistency').files).toEqual(geirhos2021.filesOf('edge'));
  });
});
