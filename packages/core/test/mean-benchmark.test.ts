import {
  defineMeanBenchmark,
  meanScore,
  type PinnedFile,
  type ProgressEvent,
  type Score,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createRunContext } from '@ventral/host';
import { describe, expect, it } from 'vitest';
import { candidateOf, overlapBenchmark, overlapDataset } from './overlap-benchmark.ts';

const score = (value: number, more: Partial<Score> = {}): Score => ({
  value,
  better: 'higher',
  raw: { value: value / 2 },
  ...more,
});

describe('meanScore', () => {
  it('weighs every part the same and adds errors as independent', () => {
    const related = { ceilingConvention: 'r/c' } as const;
    const parts = {
      a: score(0.2, { spread: 0.03, ceiling: 0.8, ceilingSpread: 0.06, ...related }),
      b: score(0.6, { spread: 0.04, ceiling: 0.6, ceilingSpread: 0.08, ...related }),
    };
    expect(meanScore(parts)).toEqual({
      value: expect.closeTo(0.4, 12),
      spread: expect.closeTo(0.025, 12),
      ceiling: expect.closeTo(0.7, 12),
      ceilingSpread: expect.closeTo(0.05, 12),
      ceilingConvention: 'r/c',
      better: 'higher',
      raw: { value: expect.closeTo(0.2, 12) },
      parts,
    });
  });

  it('averages raw errors as well', () => {
    const raw = { value: 0.5, spread: 0.3 };
    const parts = { a: score(1, { raw }), b: score(1, { raw }), c: score(1, { raw }) };
    expect(meanScore(parts).raw.spread).toBeCloseTo(Math.sqrt(3 * 0.09) / 3, 12);
  });

  it('states neither an error nor a ceiling that some part lacks', () => {
    const mean = meanScore({
      a: score(0.2, { spread: 0.1, ceiling: 0.8, ceilingSpread: 0.1 }),
      b: score(0.4),
    });
    expect(Object.keys(mean).sort()).toEqual(['better', 'parts', 'raw', 'value']);
  });

  it('states no convention where parts differ in it', () => {
    const mean = meanScore({
      a: score(0.2, { ceiling: 0.8, ceilingConvention: 'raw' }),
      b: score(0.4, { ceiling: 0.6, ceilingConvention: 'r/c' }),
    });
    expect(mean).toMatchObject({ ceiling: expect.closeTo(0.7, 12) });
    expect(mean).not.toHaveProperty('ceilingConvention');
  });

  it('refuses scores of which some count up and others down', () => {
    expect(() => meanScore({ up: score(1), down: score(1, { better: 'lower' }) })).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: expect.stringContaining('Scores of up, down have no common mean'),
      }),
    );
  });

  it('refuses no scores at all', () => {
    expect(() => meanScore({})).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' }));
  });
});

describe('defineMeanBenchmark', () => {
  const file = (path: string, digest: string): PinnedFile => ({
    path,
    urls: [],
    hash: { algorithm: 'sha256', digest },
  });
  const meanOf = (...parts: readonly ReturnType<typeof overlapBenchmark>[]) =>
    defineMeanBenchmark({
      id: 'mean',
      title: 'Mean',
      species: 'macaque',
      region: 'V4',
      parts,
    });

  it('scores its parts one after the other and keeps their scores', async () => {
    const events: ProgressEvent[] = [];
    const context = createRunContext({ mirrors: [], report: (event) => events.push(event) });
    const parts = [
      overlapBenchmark('one'),
      overlapBenchmark('double', { metricOptions: { scale: 2 }, scoreVersion: 3 }),
    ];
    const benchmark = meanOf(...parts);
    expect(benchmark).toMatchObject({ kind: 'benchmark', id: 'mean', parts });
    const mean = await benchmark.score(candidateOf(4), context);
    expect(mean.value).toBeCloseTo(0.6, 12);
    expect(mean.parts).toMatchObject({
      one: { value: 0.4, scoreVersion: 1 },
      double: { value: 0.8, scoreVersion: 3 },
    });
    expect(mean).not.toHaveProperty('scoreVersion');
    const task = 'Scoring mean';
    expect(events).toEqual([0, 1, 2].map((done) => ({ task, done, total: 2, unit: 'parts' })));
  });

  it('hands options to every part', async () => {
    const benchmark = meanOf(overlapBenchmark('one'), overlapBenchmark('two'));
    const options = { metricOptions: { scale: 5 } };
    const mean = await benchmark.score(candidateOf(4), createRunContext({ mirrors: [] }), options);
    expect(mean.value).toBeCloseTo(2, 12);
  });

  it('lists every file of its parts once', () => {
    const benchmark = meanOf(
      overlapBenchmark('one', { files: [file('images.zip', 'a'), file('one.npz', 'b')] }),
      overlapBenchmark('two', { files: [file('images.zip', 'a'), file('two.npz', 'c')] }),
      overlapBenchmark('other', { files: [file('images.zip', 'd')] }),
    );
    expect(benchmark.files.map(({ path, hash }) => `${path} ${hash.digest}`)).toEqual([
      'images.zip a',
      'one.npz b',
      'two.npz c',
      'images.zip d',
    ]);
  });

  it.each([
    ['a part', 'macaque', ['simulated', 'macaque']],
    ['the mean', 'simulated', ['macaque', 'macaque']],
    ['every part but not the mean', 'macaque', ['simulated', 'simulated']],
  ])('refuses to mix simulated and real data: %s is simulated', (_, species, [one, two]) => {
    const parts = [
      overlapBenchmark('one', { species: one! }),
      overlapBenchmark('two', { species: two! }),
    ];
    const make = () =>
      defineMeanBenchmark({ id: 'mean', title: 'M', species, region: 'V4', parts });
    expect(make).toThrow(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        message: `A mean may not mix simulated and real data: mean (${species}), one (${one}), two (${two}).`,
      }),
    );
  });

  it.each([
    ['human', ['human', 'macaque'], "says the species 'human'"],
    ['human', ['macaque', 'macaque'], "says the species 'human'"],
    ['human, macaque', ['human', 'human'], "says the species 'human, macaque'"],
    [undefined, ['human', 'macaque'], 'says no species'],
  ] as const)(
    'keeps species apart: a mean of %s is not that of %s',
    (species, [one, two], says) => {
      const parts = [
        overlapBenchmark('one', { species: one }),
        overlapBenchmark('two', { species: two }),
      ];
      const named = species === undefined ? {} : { species };
      const make = () =>
        defineMeanBenchmark({ id: 'mean', title: 'M', region: 'IT', parts, ...named });
      expect(make).toThrow(
        expect.objectContaining({
          code: 'OPTION_INVALID',
          message: `mean ${says}; its parts are of one (${one}), two (${two}).`,
        }),
      );
    },
  );

  it('is of several species where it names all of them', () => {
    const parts = [
      overlapBenchmark('one', { species: 'human' }),
      overlapBenchmark('two', { species: 'macaque' }),
    ];
    const mean = { id: 'mean', title: 'M', species: 'macaque, human', region: 'IT', parts };
    expect(defineMeanBenchmark(mean).species).toBe('macaque, human');
  });

  it('takes the mean of simulated data', () => {
    const parts = [overlapBenchmark('one', { species: 'simulated' })];
    const settings = { title: 'M', species: 'simulated', region: 'V4' };
    const inner = defineMeanBenchmark({ id: 'inner', ...settings, parts });
    expect(defineMeanBenchmark({ id: 'outer', ...settings, parts: [inner] }).species).toBe(
      'simulated',
    );
  });

  it('fails where a part does', async () => {
    const dataset = overlapDataset(async () => {
      throw new VentralError('DATA_UNAVAILABLE', 'two.npz is nowhere.');
    });
    const benchmark = meanOf(overlapBenchmark('one'), overlapBenchmark('two', { dataset }));
    const scoring = benchmark.score(candidateOf(4), createRunContext({ mirrors: [] }));
    await expect(scoring).rejects.toMatchObject({ message: 'two.npz is nowhere.' });
  });
});

describe('a mean with a part missing', () => {
  const missing = overlapBenchmark('missing', {
    dataset: overlapDataset(async () => {
      throw new VentralError('DATA_UNAVAILABLE', 'trials.nc is nowhere.');
    }),
  });
  const context = createRunContext({ mirrors: [] });
  const meanOf = (...parts: readonly ReturnType<typeof overlapBenchmark>[]) =>
    defineMeanBenchmark({ id: 'mean', title: 'Mean', species: 'macaque', region: 'V4', parts });

  it('is refused', async () => {
    const scoring = meanOf(overlapBenchmark('one'), missing).score(candidateOf(4), context);
    await expect(scoring).rejects.toMatchObject({ code: 'DATA_UNAVAILABLE' });
  });

  it('is the mean of the others where that is asked for, and says so', async () => {
    const mean = meanOf(overlapBenchmark('one'), missing);
    const score = await mean.score(candidateOf(4), context, { missingParts: 'leave-out' });
    expect(score.value).toBeCloseTo(0.4, 12);
    expect(Object.keys(score.parts ?? {})).toEqual(['one']);
    expect(score.notes).toEqual([
      'Not the mean of all 2 parts. Left out missing: trials.nc is nowhere.',
    ]);
    expect(score.outOfReach).toBe(true);
  });

  it('for want of a layer, is the mean of the others, and nothing was out of reach', async () => {
    const unlayered = overlapBenchmark('unlayered', {
      dataset: overlapDataset(async () => {
        throw new VentralError('LAYER_REQUIRED', 'No layer for IT.');
      }),
    });
    const mean = meanOf(overlapBenchmark('one'), unlayered);
    const score = await mean.score(candidateOf(4), context, { missingParts: 'leave-out' });
    expect(score.notes).toHaveLength(1);
    expect(score).not.toHaveProperty('outOfReach');
  });

  it('is refused where every part is missing', async () => {
    const scoring = meanOf(missing).score(candidateOf(4), context, { missingParts: 'leave-out' });
    await expect(scoring).rejects.toMatchObject({ code: 'DATA_UNAVAILABLE' });
  });

  it('leaves out nothing that fails for another reason', async () => {
    const torn = overlapBenchmark('torn', {
      dataset: overlapDataset(async () => {
        throw new VentralError('DATA_CORRUPT', 'trials.nc is damaged.');
      }),
    });
    const mean = meanOf(overlapBenchmark('one'), torn);
    const scoring = mean.score(candidateOf(4), context, { missingParts: 'leave-out' });
    await expect(scoring).rejects.toMatchObject({ code: 'DATA_CORRUPT' });
  });
});

describe('a mean of scores before their ceilings', () => {
  it('averages raw values and keeps the ceilings of its parts', async () => {
    const ceiled = overlapBenchmark('ceiled', {
      ceiling: async () => ({ value: 0.8 }),
      ceilingConvention: 'r/c',
    });
    const mean = defineMeanBenchmark({
      id: 'mean',
      title: 'Mean',
      species: 'macaque',
      region: 'V4',
      parts: [ceiled],
      average: 'raw',
    });
    const score = await mean.score(candidateOf(4), createRunContext({ mirrors: [] }));
    expect(score.value).toBeCloseTo(0.4, 12);
    expect(score.ceiling).toBeUndefined();
    expect(score.metric).toEqual(score.parts?.ceiled?.metric);
    expect(score.metric?.id).toBe(ceiled.metric?.id);
    expect(score.parts?.ceiled).toMatchObject({ value: 0.5, ceiling: 0.8 });
  });
});
