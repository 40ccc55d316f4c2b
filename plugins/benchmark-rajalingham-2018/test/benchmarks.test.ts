import { readFileSync } from 'node:fs';
import { decodeNpy, featureMatrix } from '@ventral/arrays';
import { benchmarks, readOut, scoreChoices } from '@ventral/benchmark-rajalingham-2018';
import type { Benchmark, Candidate } from '@ventral/core';
import { rajalingham2018, readBehaviour } from '@ventral/dataset-rajalingham-2018';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import golden from './fixtures/rajalingham.json' with { type: 'json' };

const context = createRunContext({ mirrors: [], offline: true });
const byId = new Map(benchmarks.map((benchmark) => [benchmark.id, benchmark]));

describe('the benchmarks', () => {
  it.each([
    ['Rajalingham2018public-i2n', 'public'],
    ['Rajalingham2018-i2n', 'private'],
  ])('%s is about behaviour on %s images', (id, part) => {
    const benchmark = byId.get(id) as Benchmark;
    expect(benchmark).toMatchObject({ region: 'behavior', degrees: 8, scoreVersion: 2 });
    expect(benchmark.metric?.id).toBe('i2n');
    expect(benchmark.files).toEqual(rajalingham2018.filesOf?.(part));
  });

  it('say where their files are that are not at hand', async () => {
    const candidate: Candidate = { id: 'none', record: () => Promise.reject(new Error('unused')) };
    for (const benchmark of benchmarks) {
      await expect(benchmark.score(candidate, context)).rejects.toMatchObject({
        code: 'DATA_UNAVAILABLE',
      });
    }
  });

  it('describe themselves in their manifest as they do in their export', () => {
    const path = new URL('../package.json', import.meta.url);
    const packageJson = JSON.parse(readFileSync(path, 'utf8'));
    expect(packageJson.ventral.plugins).toEqual(
      benchmarks.map(({ kind, id, title, scoreVersion }) => {
        return { kind, id, export: 'benchmarks', title, scoreVersion };
      }),
    );
  });
});

describeReference("scores equal Brain-Score's", 'golden/brainio/rajalingham', () => {
  const path = (name: string) => referencePath('golden/brainio/rajalingham', name);
  const stimulusPaths = (part: string) => ({
    id: `test.objectome.${part}`,
    csv: path(`stimulus_test_objectome_${part}.csv`),
    zip: path(`stimulus_test_objectome_${part}.zip`),
  });
  const load = () =>
    readBehaviour({
      trials: path('assy_test_Rajalingham2018_private.nc'),
      stimuli: stimulusPaths('private'),
      fittingStimuli: stimulusPaths('public'),
    });
  const readNpy = (name: string) => decodeNpy(readFileSync(path(name))).values as Float64Array;

  /** Gives the features of the golden data, and remembers what it was asked for. */
  function goldenCandidate(visualDegrees?: number) {
    const asked: [stimuli: string, region: string][] = [];
    const candidate: Candidate = {
      id: 'golden',
      ...(visualDegrees === undefined ? {} : { visualDegrees }),
      async record({ id, stimuli }, region) {
        asked.push([id, region]);
        const which = id.startsWith('test.objectome.public') ? 'fit' : 'test';
        return featureMatrix(
          readNpy(`features_${which}.npy`),
          stimuli.map((stimulus) => stimulus.id),
        );
      },
    };
    return { candidate, asked };
  }

  it('in the probabilities that are read out', async () => {
    const behaviour = await load();
    const { values, shape, coords } = await readOut(
      goldenCandidate().candidate,
      behaviour,
      context,
    );
    expect(shape).toEqual([36, 6]);
    expect(coords.choice?.values).toEqual(golden.choices);
    expect(coords.stimulus_id?.values).toEqual(behaviour.stimuli.stimuli.map(({ id }) => id));
    for (const [cell, expected] of readNpy('expected_probabilities_converged.npy').entries()) {
      expect(Math.abs((values[cell] as number) - expected)).toBeLessThan(1e-10);
    }
    for (const [cell, expected] of readNpy('expected_probabilities.npy').entries()) {
      expect(Math.abs((values[cell] as number) - expected)).toBeLessThan(1e-6);
    }
  });

  it.each([false, true])('half by half, with a ceiling that skips: %s', async (skips) => {
    const { candidate, asked } = goldenCandidate();
    const conditions = { ceilingSkipsUndefined: skips };
    const score = await scoreChoices(candidate, await load(), conditions, context);
    expect(score.value).toBeCloseTo(golden.ceiled, 9);
    expect(score.error).toBeCloseTo(golden.ceiled_error, 9);
    expect(score.raw.value).toBeCloseTo(golden.raw, 9);
    expect(score.raw.error).toBeCloseTo(golden.raw_error, 9);
    for (const [half, r] of golden.raw_per_half.entries()) {
      expect(score.raw.perSplit?.[half]).toBeCloseTo(r, 9);
    }
    expect(score.ceiling).toBeCloseTo(golden.ceiling, 12);
    expect(score.ceilingError).toBeCloseTo(golden.ceiling_error, 12);
    expect(score.ceilingConvention).toBe('r/sqrt(c)');
    expect(score.metric?.id).toBe('i2n');
    // What Brain-Score's own run of the benchmark gives, whose readout stops earlier.
    expect(score.value).toBeCloseTo(golden.benchmark_run_score, 6);
    expect(asked).toEqual([
      ['test.objectome.public', 'behavior'],
      ['test.objectome.private', 'behavior'],
    ]);
  });

  it('on images that are shown as wide as people saw them', async () => {
    const { candidate, asked } = goldenCandidate(10);
    await scoreChoices(candidate, await load(), { ceilingSkipsUndefined: false }, context);
    expect(asked).toEqual([
      ['test.objectome.public--target10.00--source8.00', 'behavior'],
      ['test.objectome.private--target10.00--source8.00', 'behavior'],
    ]);
  });

  it('over other halves where another seed is asked for, ceiling and all', async () => {
    const { candidate } = goldenCandidate();
    const conditions = { ceilingSkipsUndefined: false };
    const score = await scoreChoices(candidate, await load(), conditions, context, { seed: 7 });
    expect(score.ceiling).not.toBeCloseTo(golden.ceiling, 6);
    expect(score.metric?.options).toMatchObject({ seed: 7 });
  });

  it('not with an option that the metric does not have', async () => {
    const { candidate } = goldenCandidate();
    const conditions = { ceilingSkipsUndefined: false };
    const wrong = { repetitions: 3 } as object;
    await expect(
      scoreChoices(candidate, await load(), conditions, context, wrong),
    ).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});
