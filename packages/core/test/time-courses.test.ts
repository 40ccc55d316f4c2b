import { type Assembly, createAssembly, featureMatrix, type TimeBin } from '@ventral/arrays';
import {
  type Candidate,
  defineBenchmark,
  defineMeanBenchmark,
  defineMetric,
  type NeuralBenchmarkDescription,
  type NeuralData,
  type RunContext,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createRunContext } from '@ventral/host';
import { someStimuli } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { candidateOf, overlapBenchmark, overlapData, overlapDataset } from './overlap-benchmark.ts';

const windows: readonly TimeBin[] = [
  [0, 50],
  [50, 100],
  [100, 150],
];

/** Two stimuli, one neuroid; the sums over stimuli in the bins are 5, 10 and 20. */
const values = [1, 2, 8, 4, 8, 12];

function overTime(bins = windows, cells: readonly number[] = values): Assembly {
  return createAssembly({
    dims: ['presentation', 'neuroid', 'time_bin'],
    shape: [2, 1, bins.length],
    values: Float64Array.from(cells),
    coords: {
      stimulus_id: { dim: 'presentation', values: ['image0', 'image1'] },
      neuroid_id: { dim: 'neuroid', values: ['n0'] },
      time_bin_start: { dim: 'time_bin', values: bins.map(([start]) => start) },
      time_bin_end: { dim: 'time_bin', values: bins.map(([, end]) => end) },
    },
  });
}

const data = (recordings: Assembly, more: Partial<NeuralData> = {}): NeuralData => ({
  stimuli: someStimuli(2),
  recordings,
  ...more,
});

const timed = (
  settings: Partial<NeuralBenchmarkDescription> = {},
  loaded: NeuralData = data(overTime()),
) => overlapBenchmark('timed', { dataset: overlapDataset(async () => loaded), ...settings });

const context = (): RunContext => createRunContext({ mirrors: [] });

/** What a metric says of the mean over its bins, by hand: the mean of 5/5, 5/10 and 5/20. */
const meanOfBins = (1 + 0.5 + 0.25) / 3;

describe('a score over time', () => {
  it('is one for each bin, the earliest first, beside a score that stays the same', async () => {
    const benchmark = timed();
    const { overTime: course, ...score } = await benchmark.score(candidateOf(5), context(), {
      time: 'responses',
    });
    expect(score).toEqual(await benchmark.score(candidateOf(5), context()));
    expect(course).toMatchObject({ aspect: 'responses' });
    expect(course?.bins.map(({ window }) => window)).toEqual(windows);
    expect(course?.bins.map((bin) => bin.score?.value)).toEqual([1, 0.5, 0.25]);
    expect(course?.mean.value).toBeCloseTo(meanOfBins, 12);
  });

  it('is of the mean over bins where no time is asked for', async () => {
    const score = await timed().score(candidateOf(5), context());
    expect(score.value).toBeCloseTo(5 / (35 / 3), 12);
    expect(score).not.toHaveProperty('overTime');
  });

  it('asks candidates what they say in each window', async () => {
    const asked: unknown[] = [];
    const candidate: Candidate = {
      id: 'step by step',
      record(stimuli, region, window) {
        asked.push([region, window]);
        return candidateOf(window?.[0] === 50 ? 10 : 5).record(stimuli, region);
      },
    };
    const { overTime: course } = await timed().score(candidate, context(), { time: 'responses' });
    expect(course?.bins.map(({ score }) => score?.value)).toEqual([1, 1, 0.25]);
    expect(asked).toEqual([...windows.map((window) => ['V4', window]), ['V4', undefined]]);
  });

  it('has a ceiling in each bin, in the units of the score', async () => {
    const ceiling = async ({ recordings }: NeuralData) => ({ value: recordings.values[0]! / 16 });
    const benchmark = timed({ ceiling, ceilingConvention: 'r^2/c' });
    const { overTime: course } = await benchmark.score(candidateOf(5), context(), {
      time: 'responses',
    });
    const ceilings = course?.bins.map(({ score }) => score?.ceiling);
    expect(ceilings).toEqual([1 / 4, Math.sqrt(2) / 4, Math.sqrt(8) / 4]);
    expect(course?.bins[2]?.score).toMatchObject({ value: 0.25, ceilingConvention: 'raw' });
  });

  it('says where a bin has no ceiling, or one below 0', async () => {
    const ceiling = async ({
      recordings: {
        values: [first = 0],
      },
    }: NeuralData) => {
      if (first === 2) throw new VentralError('RESPONSES_INVALID', 'There is one repetition.');
      return { value: first < 2 ? -3 : 4 };
    };
    const benchmark = timed({ ceiling, ceilingConvention: 'r/sqrt(c)' });
    const score = await benchmark.score(candidateOf(5), context(), { time: 'responses' });
    const { bins = [], mean } = score.overTime ?? {};
    expect(bins.map(({ score }) => score?.ceiling)).toEqual([0, undefined, 2]);
    expect(bins[1]?.score?.notes).toContain('No ceiling: There is one repetition.');
    expect(mean).not.toHaveProperty('ceiling');
    expect(mean).not.toHaveProperty('outOfReach');
  });

  it.each([
    ['RESPONSES_INVALID', 'There is one repetition.', 'more repetitions'],
    ['DATA_UNAVAILABLE', 'single_trials.npz is nowhere.', 'can be fetched'],
  ] as const)(
    'needs the ceiling of each bin but by the convention raw: %s',
    async (code, why, hint) => {
      const ceiling = async ({ recordings }: NeuralData) => {
        if (recordings.values[0] === 2) throw new VentralError(code, why);
        return { value: 0.25 };
      };
      const one = (ceilingConvention: 'raw' | 'r^2/c') =>
        timed({ ceiling, ceilingConvention, overTime: 'responses' }).score(
          candidateOf(5),
          context(),
        );
      await expect(one('r^2/c')).rejects.toMatchObject({
        code,
        message: `The time bin of 50 to 100 ms has no ceiling, which a score by r^2/c needs. No ceiling: ${why}`,
        hint: expect.stringContaining(hint),
      });
      const { value, overTime: course } = await one('raw');
      expect(value).toBeCloseTo(meanOfBins, 12);
      expect(course?.bins[1]?.score?.notes).toContain(`No ceiling: ${why}`);
    },
  );

  it('says that a ceiling of a bin was out of reach, of the bin, the mean and the whole', async () => {
    const ceiling = async ({ recordings }: NeuralData) => {
      if (recordings.values[0] !== 2) return { value: 0.25 };
      throw new VentralError('DATA_UNAVAILABLE', 'single_trials.npz is nowhere.');
    };
    const benchmark = timed({ ceiling, overTime: 'responses' });
    const score = await benchmark.score(candidateOf(5), context());
    const { bins = [], mean } = score.overTime ?? {};
    expect(bins.map((bin) => bin.score?.outOfReach)).toEqual([undefined, true, undefined]);
    expect(mean?.outOfReach).toBe(true);
    expect(score.outOfReach).toBe(true);
  });

  it('is none where a model fails in a bin whose recordings can be compared', async () => {
    const broken: Candidate = {
      id: 'breaks late',
      record: async (stimuli, region, window) =>
        window?.[0] === 100
          ? featureMatrix(Float64Array.of(Number.NaN, 1), ['image0', 'image1'])
          : candidateOf(5).record(stimuli, region),
    };
    const scoring = timed({ overTime: 'responses' }).score(broken, context());
    await expect(scoring).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('NaN'),
    });
    // A bin that no model has a score in is left out for a broken one too, with the recordings' fault.
    const late = data(overTime(windows, [1, 2, 8, 4, 8, 8]));
    const { overTime: course } = await timed({ overTime: 'responses' }, late).score(
      broken,
      context(),
    );
    expect(course?.bins.map(({ unavailable }) => unavailable)).toEqual([
      undefined,
      undefined,
      expect.stringContaining('respond the same to all 2 stimuli'),
    ]);
  });

  it('leaves out bins in which nothing can be compared, and says so', async () => {
    const silent = overTime(windows, [0, 2, 8, 0, 8, 12]);
    const metric = defineMetric({
      id: 'overlap',
      title: 'Refuses silence',
      better: 'higher',
      compare: ({ responses }) => ({ value: responses.values[0]! }),
    });
    const score = await timed({ metric }, data(silent)).score(candidateOf(5), context(), {
      time: 'responses',
    });
    const { bins = [], mean } = score.overTime ?? {};
    expect(bins[0]).toEqual({
      window: [0, 50],
      unavailable: expect.stringContaining('respond the same to all 2 stimuli'),
    });
    expect(mean).toMatchObject({
      value: 5,
      notes: ['The mean of 2 of 3 time bins: 1 have no score.'],
    });
    const nothing = data(overTime(windows, [0, 0, 0, 0, 0, 0]));
    const scoring = timed({ metric, overTime: 'responses' }, nothing).score(
      candidateOf(5),
      context(),
    );
    await expect(scoring).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('None of the 3 time bins can be scored'),
      hint: expect.stringContaining('without --time'),
    });
  });

  it('says which bins lie outside of the windows they are compared with', async () => {
    const candidate: Candidate = {
      ...candidateOf(5),
      id: 'late',
      windows: () => [
        [100, 150],
        [150, 200],
      ],
    };
    const { overTime: course } = await timed().score(candidate, context(), { time: 'responses' });
    expect(course?.mean.notes?.at(-1)).toBe(
      "2 of 3 time bins, the first of 0 to 50 ms, lie outside of the window of late's V4 that they were compared with: the one that begins nearest.",
    );
    // The last bin lies in the first window, and the second one begins nearer.
    const long: Candidate = {
      ...candidate,
      windows: () => [
        [0, 150],
        [150, 200],
      ],
    };
    const { overTime: other } = await timed().score(long, context(), { time: 'responses' });
    expect(other?.mean.notes?.at(-1)).toContain('1 of 3 time bins');
  });

  it('reads what lies apart once a run, and ceilings of bins once', async () => {
    let [reads, ceilings] = [0, 0];
    const { recordings: flat } = overlapData;
    const loaded = data(flat, {
      async overTime() {
        reads += 1;
        return windows.slice(1).map((window) => ({ window, recordings: flat }));
      },
    });
    const ceiling = async () => {
      ceilings += 1;
      return { value: 0.81 };
    };
    const benchmark = timed({ ceiling, ceilingConvention: 'r^2/c', overTime: 'responses' }, loaded);
    const one = context();
    const scores = [
      await benchmark.score(candidateOf(9), one),
      await benchmark.score(candidateOf(4.5), one),
    ];
    expect(scores.map(({ value }) => value)).toEqual([
      expect.closeTo(1, 12),
      expect.closeTo(0.25, 12),
    ]);
    expect([reads, ceilings]).toEqual([1, 2]);
  });

  it('of a control with shuffled time needs no ceiling', async () => {
    const ceiling = async () => ({ value: 0.25 });
    const benchmark = timed({ ceiling, ceilingConvention: 'r^2/c', overTime: 'shuffled' });
    const score = await benchmark.score(candidateOf(5), context());
    expect(score.value).toBe(score.raw.value);
    expect(score).not.toHaveProperty('ceiling');
  });

  it('of a benchmark over time is a share of what could be reached', async () => {
    const ceiling = async () => ({ value: 0.25 });
    const benchmark = timed({ ceiling, ceilingConvention: 'r^2/c', overTime: 'responses' });
    const score = await benchmark.score(candidateOf(5), context());
    expect(score.raw.value).toBeCloseTo(meanOfBins, 12);
    expect(score.value).toBeCloseTo((meanOfBins / 0.5) ** 2, 12);
    expect(score).toMatchObject({ ceiling: 0.5, ceilingConvention: '(r/c)^2' });
    const control = await benchmark.score(candidateOf(5), context(), { time: 'shuffled' });
    expect(control.value).toBe(score.value);
    expect(control.overTime?.aspect).toBe('shuffled');
    expect(control.overTime?.bins.every((bin) => bin.score?.ceiling === undefined)).toBe(true);
  });

  it('is had of each part of a mean', async () => {
    const mean = defineMeanBenchmark({
      id: 'mean',
      title: 'Mean',
      region: 'V4',
      species: 'macaque',
      parts: [timed()],
    });
    const score = await mean.score(candidateOf(5), context(), { time: 'responses' });
    expect(score.parts?.timed?.overTime?.bins).toHaveLength(3);
  });
});

describe('what cannot be compared over time', () => {
  const asked = { time: 'responses' } as const;

  it.each([
    [
      'recordings without time bins',
      data(overlapData.recordings),
      'OPTION_INVALID',
      'The recordings of timed have no time bins',
    ],
    [
      'one bin',
      data(overTime([[70, 170]], [4, 6])),
      'OPTION_INVALID',
      'timed was recorded in one time bin, of 70 to 170 ms',
    ],
    [
      'an empty window',
      data(
        overTime(
          [
            [0, 50],
            [50, 50],
          ],
          [1, 2, 3, 5],
        ),
      ),
      'SHAPE_MISMATCH',
      'The time bin from 50 to 50 ms is no window of time',
    ],
  ])('is refused: %s', async (_, loaded, code, message) => {
    const scoring = timed({}, loaded).score(candidateOf(5), context(), asked);
    await expect(scoring).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('is trials in other bins than the recordings', async () => {
    const trials = overTime([
      [0, 50],
      [50, 100],
      [100, 160],
    ]);
    const ceiling = defineMetric({
      id: 'first trial',
      title: 'First trial',
      source: 'none',
      better: 'higher',
      compareTarget: (_source, target) => ({ value: target.values[0]! }),
    });
    const scoring = timed({ ceiling }, data(overTime(), { trials })).score(
      candidateOf(5),
      context(),
      asked,
    );
    await expect(scoring).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining('The trials have no time bin of 100 to 150 ms'),
    });
  });

  it('is a benchmark that says nothing of time', async () => {
    const choices = defineBenchmark({
      id: 'choices',
      title: 'Choices',
      region: 'behavior',
      score: async () => ({ value: 1, better: 'higher', raw: { value: 1 } }),
    });
    await expect(choices.score(candidateOf(5), context(), asked)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: 'choices compares nothing over time.',
    });
  });
});
