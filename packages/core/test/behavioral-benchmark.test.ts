import { createAssembly, featureMatrix } from '@ventral/arrays';
import {
  type BehavioralBenchmarkDescription,
  type Candidate,
  defineBehavioralBenchmark,
  defineDataset,
  defineMetric,
  type ObjectChoices,
  readOutChoices,
} from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { mean } from '@ventral/numerics';
import { someStimuli } from '@ventral/testing';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const ids = ['image0', 'image1', 'image2', 'image3'];
const trials = createAssembly({
  dims: ['presentation'],
  shape: [4],
  values: Float64Array.of(1, 1, 0, 1),
  coords: { stimulus_id: { dim: 'presentation', values: ids } },
});
const choices: ObjectChoices = {
  stimuli: { ...someStimuli(4), id: 'shown' },
  trials,
  fittingStimuli: { ...someStimuli(4), id: 'fitting' },
  fittingLabels: ['cat', 'dog', 'cat', 'dog'],
};
const halves = v.strictObject({ seed: v.optional(v.number(), 1) });
let ceilings = 0;

/** Share of right choices among the subjects', and of a candidate's answers. */
const right = defineMetric({
  id: 'right',
  title: 'Right choices',
  source: 'choices',
  better: 'higher',
  options: halves,
  compareTarget: ({ values }) => ({
    value: mean(values),
    perSplit: [0.2, 0.4],
    splitsDigest: 'halves',
    notes: ['By hand.'],
  }),
});
const agreement = defineMetric({
  id: 'agreement',
  title: 'Agreement',
  source: 'none',
  better: 'higher',
  options: halves,
  compareTarget(_, target, { seed }) {
    ceilings++;
    return {
      value: mean(target.values) / seed,
      perSplit: [0.5, 0.5],
      splitsDigest: 'halves',
      notes: ['one subject is missing.'],
    };
  },
});

const candidate: Candidate = {
  id: 'one feature',
  record: async ({ id, stimuli }) =>
    featureMatrix(
      Float64Array.from(stimuli, (_, index) => (index % 2) * 4 + (id === 'shown' ? 0.1 : 0)),
      stimuli.map((stimulus) => stimulus.id),
    ),
};

type Changes = Partial<BehavioralBenchmarkDescription<ObjectChoices, 'choices'>>;

function benchmarkOf(changes: Changes = {}) {
  return defineBehavioralBenchmark({
    id: 'Choices-right',
    title: 'Choices',
    dataset: defineDataset({
      ...{ id: 'Choices', title: 'Choices', species: 'human', regions: [], degrees: 8 },
      files: {},
      load: async () => choices,
    }),
    metric: right,
    answer: async () => ({ ...trials, values: Float64Array.of(1, 0, 0, 1) }),
    ceiling: agreement,
    ceilingConvention: 'r/c',
    ...changes,
  });
}

describe('defineBehavioralBenchmark', () => {
  const context = createRunContext({ mirrors: [] });

  it('is of behaviour, and otherwise what its data set is', () => {
    expect(benchmarkOf()).toMatchObject({ region: 'behavior', species: 'human', degrees: 8 });
  });

  it('relates the score to its ceiling, and says what is to be known of all', async () => {
    const score = await benchmarkOf({ notes: ['Of four images.'] }).score(candidate, context);
    expect(score).toMatchObject({ value: 0.5 / 0.75, ceiling: 0.75, ceilingConvention: 'r/c' });
    expect(score.raw.value).toBe(0.5);
    expect(score.notes).toEqual([
      'By hand.',
      'In the ceiling, one subject is missing.',
      'Of four images.',
    ]);
  });

  it('relates them split by split where that is asked for', async () => {
    const score = await benchmarkOf({ ceilingBySplit: true }).score(candidate, context);
    expect(score.value).toBeCloseTo(0.6, 12);
    expect(score.spread).toBeCloseTo(0.2, 12);
  });

  it('measures the ceiling once a run, or once a score where its options are those of the metric', async () => {
    const scoreTwice = async (changes: Changes) => {
      ceilings = 0;
      const run = createRunContext({ mirrors: [] });
      const benchmark = benchmarkOf(changes);
      await benchmark.score(candidate, run);
      return benchmark.score(candidate, run, { metricOptions: { seed: 3 } });
    };
    expect((await scoreTwice({})).ceiling).toBe(0.75);
    expect(ceilings).toBe(1);
    const ceilingOptions: Changes['ceilingOptions'] = ({ seed = 1 }) => ({ seed });
    expect((await scoreTwice({ ceilingOptions })).ceiling).toBe(0.25);
    expect(ceilings).toBe(2);
  });

  describe('given choices that were made elsewhere', () => {
    const madeOf = (part: readonly string[] | undefined, values: readonly number[]) => ({
      ...candidate,
      record: () => Promise.reject(new Error('nothing is to be shown')),
      choices: createAssembly({
        dims: ['presentation'],
        shape: [values.length],
        values: Float64Array.from(values),
        coords: part === undefined ? {} : { part: { dim: 'presentation', values: part } },
      }),
    });
    const parted: Changes = {
      dataset: defineDataset({
        ...{ id: 'Choices', title: 'Choices', species: 'human', regions: [] },
        parts: { day: {}, night: {} },
        load: async () => choices,
      }),
      part: 'day',
    };
    const refused: Changes = { answer: () => Promise.reject(new Error('asked')) };

    it('compares them, and shows nothing', async () => {
      const score = await benchmarkOf(refused).score(madeOf(undefined, [1, 0, 0, 0]), context);
      expect(score.raw.value).toBe(0.25);
    });

    it('compares those of its part of the data set', async () => {
      const made = madeOf(['night', 'day', 'night', 'day'], [0, 1, 0, 1]);
      const score = await benchmarkOf({ ...refused, ...parted }).score(made, context);
      expect(score.raw.value).toBe(1);
      const others = benchmarkOf({ ...refused, ...parted }).score(madeOf(['dusk'], [1]), context);
      await expect(others).rejects.toMatchObject({
        code: 'STIMULI_MISMATCH',
        message: "one feature has no choices of the part 'day'; it has those of dusk.",
      });
    });

    it('checks them as it says', async () => {
      const given: Changes['given'] = (made) => ({ ...made, values: Float64Array.of(0, 0, 0, 1) });
      const made = madeOf(undefined, [1, 1, 1, 1]);
      expect((await benchmarkOf({ ...refused, given }).score(made, context)).raw.value).toBe(0.25);
    });

    it('refuses them where it compares probabilities', async () => {
      const likely = defineMetric({
        ...{ id: 'likely', title: 'Likely', source: 'probabilities', better: 'higher' },
        compareTarget: () => ({ value: 1 }),
      });
      const benchmark = benchmarkOf({ metric: likely as never });
      await expect(benchmark.score(madeOf(undefined, [1]), context)).rejects.toMatchObject({
        code: 'OPTION_INVALID',
        message: 'Choices-right compares probabilities; choices were given.',
      });
    });
  });

  it('compares the trials that it says, and measures the ceiling on them', async () => {
    const compared = () => ({ ...trials, values: Float64Array.of(1, 1, 1, 1) });
    expect((await benchmarkOf({ compared }).score(candidate, context)).ceiling).toBe(1);
  });
});

describe('readOutChoices', () => {
  it('tells objects apart by the layer for behaviour', async () => {
    const asked: string[][] = [];
    const watched: Candidate = {
      ...candidate,
      record(set, region) {
        asked.push([set.id, region]);
        return candidate.record(set, region);
      },
    };
    const context = createRunContext({ mirrors: [] });
    const { dims, shape, coords, values } = await readOutChoices(watched, choices, context);
    expect(asked).toEqual([
      ['fitting', 'behavior'],
      ['shown', 'behavior'],
    ]);
    expect([dims, shape]).toEqual([
      ['presentation', 'choice'],
      [4, 2],
    ]);
    expect(coords.stimulus_id).toEqual({ dim: 'presentation', values: ids });
    expect(coords.choice).toEqual({ dim: 'choice', values: ['cat', 'dog'] });
    for (let image = 0; image < 4; image++) {
      const [cat = 0, dog = 0] = values.subarray(2 * image, 2 * image + 2);
      expect(cat + dog).toBeCloseTo(1, 12);
      expect(cat > dog).toBe(image % 2 === 0);
    }
  });
});
