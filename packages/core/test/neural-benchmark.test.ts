import { selectAlong } from '@ventral/arrays';
import { type Candidate, defineDataset, defineMetric } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createRunContext } from '@ventral/host';
import { describe, expect, it } from 'vitest';
import {
  candidateOf,
  overlapBenchmark,
  overlapData,
  overlapDataset,
  overlapMetric,
} from './overlap-benchmark.ts';

const context = createRunContext({ mirrors: [] });
const unavailable = async () => {
  throw new VentralError('DATA_UNAVAILABLE', 'single_trials.npz is nowhere.');
};

describe('defineNeuralBenchmark', () => {
  it('makes a frozen plugin', () => {
    const benchmark = overlapBenchmark('Two-overlap', { scoreVersion: 2 });
    expect(benchmark).toMatchObject({ kind: 'benchmark', apiVersion: 1, scoreVersion: 2 });
    expect(benchmark).toMatchObject({ id: 'Two-overlap', region: 'V4' });
    expect(Object.isFrozen(benchmark)).toBe(true);
  });

  it('shows the stimuli to the candidate, asking for its region', async () => {
    const asked: unknown[] = [];
    const candidate: Candidate = {
      id: 'asked',
      record(stimuli, region) {
        asked.push([stimuli.stimuli.map(({ id }) => id), region]);
        return candidateOf(5).record(stimuli, region);
      },
    };
    await overlapBenchmark('b').score(candidate, context);
    expect(asked).toEqual([[['image0', 'image1'], 'V4']]);
  });

  it('gives the score of the metric where there is no ceiling', async () => {
    const score = await overlapBenchmark('b').score(candidateOf(5), context);
    expect(score).toEqual({
      value: 0.5,
      error: 0.05,
      better: 'higher',
      raw: { value: 0.5, error: 0.05 },
      uncertainty: { unavailable: expect.stringContaining('says nothing of single stimuli') },
      metric: { id: 'overlap', scoreVersion: 1, options: { scale: 1 } },
      notes: ['By hand.'],
    });
  });

  it('relates the score to its ceiling', async () => {
    const benchmark = overlapBenchmark('b', {
      ceiling: async () => ({ value: 0.8, error: 0.1 }),
      ceilingConvention: 'r/c',
    });
    expect(await benchmark.score(candidateOf(4), context)).toEqual({
      value: 0.5,
      error: expect.closeTo(0.05, 12),
      ceiling: 0.8,
      ceilingError: 0.1,
      ceilingConvention: 'r/c',
      better: 'higher',
      raw: { value: 0.4, error: expect.closeTo(0.04, 12) },
      uncertainty: { unavailable: expect.stringContaining('says nothing of single stimuli') },
      metric: { id: 'overlap', scoreVersion: 1, options: { scale: 1 } },
      notes: ['By hand.'],
    });
  });

  it('states a ceiling beside a raw score', async () => {
    const benchmark = overlapBenchmark('b', { ceiling: async () => ({ value: 0.8 }) });
    const score = await benchmark.score(candidateOf(4), context);
    expect(score).toMatchObject({ value: 0.4, ceiling: 0.8, ceilingConvention: 'raw' });
  });

  it('says what should be known of its ceiling', async () => {
    const ceiling = async () => ({ value: 0.8, notes: ['The ceiling is of two people.'] });
    const score = await overlapBenchmark('b', { ceiling }).score(candidateOf(4), context);
    expect(score.notes).toEqual(['By hand.', 'The ceiling is of two people.']);
  });

  it('scores without a ceiling that cannot be had, and says so, by the convention raw', async () => {
    const benchmark = overlapBenchmark('b', { ceiling: unavailable });
    const score = await benchmark.score(candidateOf(4), context);
    expect(score.notes).toEqual(['By hand.', 'No ceiling: single_trials.npz is nowhere.']);
    expect(score).toMatchObject({ value: 0.4, outOfReach: true });
    expect(score).not.toHaveProperty('ceiling');
  });

  it('says of a ceiling that the data do not allow that nothing was out of reach', async () => {
    const ceiling = async () => {
      throw new VentralError('RESPONSES_INVALID', 'There is one repetition.');
    };
    const score = await overlapBenchmark('b', { ceiling }).score(candidateOf(4), context);
    expect(score.notes).toContain('No ceiling: There is one repetition.');
    expect(score).not.toHaveProperty('outOfReach');
  });

  it.each(['r/c', '(r/c)^2', 'r^2/c', 'r/sqrt(c)'] as const)(
    'gives no score without it by %s',
    async (name) => {
      const benchmark = overlapBenchmark('b', { ceiling: unavailable, ceilingConvention: name });
      const scoring = benchmark.score(candidateOf(4), context);
      await expect(scoring).rejects.toMatchObject({ code: 'DATA_UNAVAILABLE' });
    },
  );

  it('hides no other error of a ceiling', async () => {
    const ceiling = async () => {
      throw new VentralError('DATA_CORRUPT', 'single_trials.npz is damaged.');
    };
    const scoring = overlapBenchmark('b', { ceiling }).score(candidateOf(4), context);
    await expect(scoring).rejects.toMatchObject({ code: 'DATA_CORRUPT' });
  });

  it('uses its own options of the metric, and those that are asked for over them', async () => {
    const benchmark = overlapBenchmark('b', { metricOptions: { scale: 2 } });
    expect(await benchmark.score(candidateOf(4), context)).toMatchObject({ value: 0.8 });
    const options = { metricOptions: { scale: 3 } };
    const score = await benchmark.score(candidateOf(4), context, options);
    expect(score.value).toBeCloseTo(1.2, 12);
  });

  it('gives its own options to no other metric', async () => {
    const benchmark = overlapBenchmark('b', { metricOptions: { scale: 2 } });
    const options = { metric: overlapMetric('other') };
    const score = await benchmark.score(candidateOf(4), context, options);
    expect(score).toMatchObject({ value: 0.4 });
  });

  it('states no ceiling for another metric', async () => {
    const benchmark = overlapBenchmark('b', {
      ceiling: async () => ({ value: 0.8 }),
      ceilingConvention: 'r/c',
    });
    const options = { metric: overlapMetric('other') };
    const score = await benchmark.score(candidateOf(4), context, options);
    expect(score).toMatchObject({ value: 0.4, metric: { id: 'other' } });
    expect(score).not.toHaveProperty('ceiling');
  });

  it('loads recordings and ceiling once a run, for any number of candidates', async () => {
    const calls: string[] = [];
    const benchmark = overlapBenchmark('b', {
      dataset: overlapDataset(async () => {
        calls.push('load');
        return overlapData;
      }),
      async ceiling() {
        calls.push('ceiling');
        return { value: 0.8 };
      },
    });
    const run = createRunContext({ mirrors: [] });
    await benchmark.score(candidateOf(4), run);
    await benchmark.score(candidateOf(5), run);
    expect(calls).toEqual(['load', 'ceiling']);
    await benchmark.score(candidateOf(5), createRunContext({ mirrors: [] }));
    expect(calls).toEqual(['load', 'ceiling', 'load', 'ceiling']);
  });

  describe('with a metric of single trials as its ceiling', () => {
    const ceiling = defineMetric({
      id: 'count',
      title: 'Presentations over ten',
      source: 'none',
      better: 'higher',
      compareTarget: (_, { shape }) => ({ value: (shape[0] as number) / 10 }),
    });
    const trials = selectAlong(overlapData.recordings, 'presentation', [0, 0, 0, 1, 1, 1, 1, 1]);

    it.each([
      ['as they are', trials, 0.8],
      ['read apart', async () => trials, 0.8],
      ['absent, where it says itself what is wrong with averages', undefined, 0.2],
    ])('compares trials that are %s', async (_, given, value) => {
      const data = { ...overlapData, ...(given && { trials: given }) };
      const benchmark = overlapBenchmark('b', {
        dataset: overlapDataset(async () => data),
        ceiling,
      });
      expect(await benchmark.score(candidateOf(4), context)).toMatchObject({ ceiling: value });
    });

    it('states none beside an error', async () => {
      const metric = overlapMetric('error', { better: 'lower' });
      const score = await overlapBenchmark('b', { ceiling, metric }).score(candidateOf(4), context);
      expect(score).not.toHaveProperty('ceiling');
    });
  });

  it('asks a data set of several regions for its own', async () => {
    const asked: string[] = [];
    const dataset = defineDataset({
      ...{ id: 'Two', title: 'Two stimuli', species: 'macaque', regions: ['V4', 'IT'] },
      files: {},
      load: async () => ({
        stimuli: overlapData.stimuli,
        async region(name: string) {
          asked.push(name);
          return { recordings: overlapData.recordings };
        },
      }),
    });
    const score = await overlapBenchmark('b', { dataset, region: 'IT' }).score(
      candidateOf(5),
      context,
    );
    expect(score.value).toBe(0.5);
    expect(asked).toEqual(['IT']);
  });

  it('refuses an option that its metric does not have', async () => {
    const options = { metricOptions: { size: 1 } };
    const scoring = overlapBenchmark('b').score(candidateOf(4), context, options);
    await expect(scoring).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});
