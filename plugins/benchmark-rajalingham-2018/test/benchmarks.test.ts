import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeNpy, featureMatrix } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-rajalingham-2018';
import {
  type Benchmark,
  type Candidate,
  type Dataset,
  type ObjectChoices,
  type RunContext,
  readOutChoices,
} from '@ventral/core';
import { loadChoices, rajalingham2018 } from '@ventral/dataset-rajalingham-2018';
import { createRunContext } from '@ventral/host';
import { type Bucket, describeReference, openBucket, referencePath } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import golden from './fixtures/rajalingham.json' with { type: 'json' };

const { benchmarks, choiceBenchmark } = plugin;
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
    expect(benchmark.files).toEqual(rajalingham2018.filesOf(part));
  });

  it('say where their files are that are not at hand', async () => {
    const candidate: Candidate = { id: 'none', record: () => Promise.reject(new Error('unused')) };
    for (const benchmark of benchmarks) {
      await expect(benchmark.score(candidate, context)).rejects.toMatchObject({
        code: 'DATA_UNAVAILABLE',
      });
    }
  });
});

checkManifest(plugin);
for (const benchmark of benchmarks) checkBenchmark(benchmark);

describeReference("scores equal Brain-Score's", 'golden/brainio/rajalingham', () => {
  const path = (name: string) => referencePath('golden/brainio/rajalingham', name);
  let bucket: Bucket;
  let dataset: Dataset<ObjectChoices>;
  let online: RunContext;
  beforeAll(async () => {
    bucket = await openBucket(path(''));
    const part = (name: string) => ({
      stimulusSet: `test.objectome.${name}`,
      files: {
        assembly: bucket.pin('assy_test_Rajalingham2018_private.nc'),
        csv: bucket.pin(`stimulus_test_objectome_${name}.csv`),
        zip: bucket.pin(`stimulus_test_objectome_${name}.zip`),
      },
    });
    dataset = {
      ...rajalingham2018,
      load: (run) => loadChoices(part('private'), part('public'), run),
    };
    const cacheFolder = await mkdtemp(join(tmpdir(), 'ventral-rajalingham-'));
    online = createRunContext({ cacheFolder, mirrors: [], offline: false });
  });
  afterAll(async () => {
    await bucket[Symbol.asyncDispose]();
    await rm(online.cacheFolder, { recursive: true, force: true });
  });
  const readNpy = (name: string) => decodeNpy(readFileSync(path(name))).values as Float64Array;

  /** Gives the features of the golden data, and remembers what it was asked for. */
  function goldenCandidate() {
    const asked: [stimuli: string, region: string][] = [];
    const candidate: Candidate = {
      id: 'golden',
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
    const behaviour = await dataset.load(online);
    const { values, shape, coords } = await readOutChoices(
      goldenCandidate().candidate,
      behaviour,
      online,
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

  // The ceiling of the public images skips what has no d' in one half.
  it.each(['private', 'public'] as const)('half by half, as on %s images', async (part) => {
    const { candidate, asked } = goldenCandidate();
    const score = await choiceBenchmark(part, dataset).score(candidate, online);
    expect(score.value).toBeCloseTo(golden.ceiled, 9);
    expect(score.spread).toBeCloseTo(golden.ceiled_error, 9);
    expect(score.raw.value).toBeCloseTo(golden.raw, 9);
    expect(score.raw.spread).toBeCloseTo(golden.raw_error, 9);
    for (const [half, r] of golden.raw_per_half.entries()) {
      expect(score.raw.perSplit?.[half]).toBeCloseTo(r, 9);
    }
    expect(score.ceiling).toBeCloseTo(golden.ceiling, 12);
    expect(score.ceilingSpread).toBeCloseTo(golden.ceiling_error, 12);
    expect(score.ceilingConvention).toBe('r/sqrt(c)');
    expect(score.metric?.id).toBe('i2n');
    // What Brain-Score's own run of the benchmark gives, whose readout stops earlier.
    expect(score.value).toBeCloseTo(golden.benchmark_run_score, 6);
    expect(asked).toEqual([
      ['test.objectome.public', 'behavior'],
      ['test.objectome.private', 'behavior'],
    ]);
  });

  it('on images whose width is known, so that they are shown as wide as people saw them', async () => {
    const { stimuli, fittingStimuli } = await dataset.load(online);
    expect([stimuli.degrees, fittingStimuli.degrees]).toEqual([8, 8]);
  });

  it('over other halves where another seed is asked for, ceiling and all', async () => {
    const { candidate } = goldenCandidate();
    const metricOptions = { seed: 7 };
    const benchmark = choiceBenchmark('private', dataset);
    const score = await benchmark.score(candidate, online, { metricOptions });
    expect(score.ceiling).not.toBeCloseTo(golden.ceiling, 6);
    expect(score.metric?.options).toMatchObject({ seed: 7 });
  });

  it('not with an option that the metric does not have', async () => {
    const { candidate } = goldenCandidate();
    const metricOptions = { repetitions: 3 };
    await expect(
      choiceBenchmark('private', dataset).score(candidate, online, { metricOptions }),
    ).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});
