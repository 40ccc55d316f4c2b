import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeNpy, featureMatrix, type StimulusSet, selectStimuli } from '@ventral/arrays';
import { freemanZiembaBenchmark } from '@ventral/benchmark-freeman-ziemba-2013';
import { defineBrainioDataset } from '@ventral/brainio';
import { applyCeiling, type Candidate, type RunContext, type Score } from '@ventral/core';
import { freemanZiemba2013 } from '@ventral/dataset-freeman-ziemba-2013';
import { createRunContext } from '@ventral/host';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import {
  linearPredictivity,
  neuronToNeuron,
  pls,
  ridge,
} from '@ventral/metric-linear-predictivity';
import { type Bucket, describeReference, openBucket, referencePath } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What the reference says of one metric. */
interface ExpectedScore {
  readonly raw: number;
  readonly raw_with_double_precision_average: number;
  readonly error: number;
  readonly per_split_median: readonly number[];
  readonly neuroid_id_sorted: readonly string[];
  /** Null where a correlation is undefined. */
  readonly raw_split_by_neuroid: readonly (readonly (number | null)[])[];
  readonly ceiled: Readonly<Record<'r_over_c' | 'r_over_c_squared' | 'r_squared_over_c', number>>;
}

/** What the reference says of one region. */
interface ExpectedRegion {
  readonly neuroid_id_order: readonly number[];
  readonly ceiling_internal_consistency: Pick<
    ExpectedScore,
    'error' | 'neuroid_id_sorted' | 'raw_split_by_neuroid'
  > & { readonly ceiling: number };
  readonly benchmark_run: Readonly<
    Record<'version' | 'score' | 'error' | 'raw' | 'ceiling', number>
  >;
  readonly [metric: string]: unknown;
}

interface Expected {
  readonly regions: Readonly<Record<string, ExpectedRegion>>;
}

const folder = 'golden/brainio/freemanziemba';
const files = {
  assembly: 'assy_test_FreemanZiemba2013_public.nc',
  csv: 'stimulus_test_FreemanZiemba2013_aperture-public.csv',
  zip: 'stimulus_test_FreemanZiemba2013_aperture-public.zip',
};

// The reference averages bins and repetitions in single precision.
const tolerance = 1e-6;

describeReference('recordings like those of FreemanZiemba2013, from a bucket', folder, () => {
  let expected: Expected;
  let candidate: Candidate;
  let bucket: Bucket;
  let context: RunContext;

  beforeAll(async () => {
    expected = JSON.parse(await readFile(referencePath(folder, 'expected.json'), 'utf8'));
    bucket = await openBucket(referencePath(folder));
    const cacheFolder = await mkdtemp(join(tmpdir(), 'ventral-freeman-ziemba-'));
    context = createRunContext({ cacheFolder, mirrors: [], offline: false });
    const { values } = decodeNpy(await readFile(referencePath(folder, 'features.npy')));
    const features = featureMatrix(values as Float64Array, idsOf((await load(context)).stimuli));
    candidate = {
      id: 'the golden features',
      record: async (stimuli: StimulusSet) => selectStimuli(features, idsOf(stimuli)),
    };
  });
  afterAll(async () => {
    await bucket[Symbol.asyncDispose]();
    await rm(context.cacheFolder, { recursive: true, force: true });
  });

  function dataset() {
    const part = {
      stimulusSet: 'test.FreemanZiemba2013.aperture-public',
      files: {
        assembly: bucket.pin(files.assembly),
        csv: bucket.pin(files.csv),
        zip: bucket.pin(files.zip),
      },
    };
    return defineBrainioDataset({ ...freemanZiemba2013, parts: { public: part } });
  }

  const load = (run: RunContext) => dataset().load(run, 'public');

  describe.each(['V1', 'V2'] as const)('%s', (region) => {
    const benchmark = () => freemanZiembaBenchmark('public', region, dataset());
    const expectedRegion = () => expected.regions[region] as ExpectedRegion;

    it('is scored as by the reference', async () => {
      const { benchmark_run: run, pls25 } = expectedRegion();
      const score = await benchmark().score(candidate, context);
      expectClose(score.value, run.score);
      expectClose(score.ceiling, run.ceiling);
      expectClose(score.ceilingSpread, expectedRegion().ceiling_internal_consistency.error);
      expect(score.ceilingConvention).toBe('r^2/c');
      // The reference states the error of the raw score; here it is that of the value.
      expectClose(score.spread, run.error * 2 * (run.raw / run.ceiling));
      expectRaw(score, pls25 as ExpectedScore, expectedRegion());
      expect(benchmark().scoreVersion).toBe(run.version);
    });

    it.each([
      ['pls25', pls, {}],
      ['pls5', pls, { components: 5 }],
      ['ridge', ridge, {}],
      ['linear_predictivity', linearPredictivity, {}],
      ['neuron_to_neuron', neuronToNeuron, {}],
    ])('is scored by %s under every convention', async (name, metric, options) => {
      const score = await benchmark().score(candidate, context, {
        metric,
        metricOptions: { stratification: 'texture_type', ...options },
      });
      const stated = expectedRegion()[name] as ExpectedScore;
      expectRaw(score, stated, expectedRegion());
      expectClose(score.raw.value, stated.raw_with_double_precision_average, 2e-8);
      const ceiling = { value: expectedRegion().ceiling_internal_consistency.ceiling };
      const { r_over_c, r_over_c_squared, r_squared_over_c } = stated.ceiled;
      expectClose(applyCeiling(score.raw, ceiling, 'r/c').value, r_over_c);
      expectClose(applyCeiling(score.raw, ceiling, '(r/c)^2').value, r_over_c_squared);
      expectClose(applyCeiling(score.raw, ceiling, 'r^2/c').value, r_squared_over_c);
    });

    it('is as consistent as in the reference, neuroid by neuroid', async () => {
      const { trials } = await (await load(context)).region(region);
      const consistency = await internalConsistency.compare(undefined, trials, {}, context);
      const { ceiling: raw, ...rest } = expectedRegion().ceiling_internal_consistency;
      expectClose(consistency.value, raw);
      expectClose(consistency.spread, rest.error);
      expectNeuroids(consistency, rest, expectedRegion());
    });
  });

  it('are fetched once', async () => {
    await load(context);
    for (const name of Object.values(files)) {
      expect(bucket.asked.filter((asked) => asked === name)).toHaveLength(1);
    }
  });
});

function idsOf({ stimuli }: StimulusSet): readonly string[] {
  return stimuli.map(({ id }) => id);
}

/** Expects raw scores, over splits and over neuroids, to be those of the reference. */
function expectRaw({ raw }: Score, expected: ExpectedScore, region: ExpectedRegion): void {
  expectClose(raw.value, expected.raw);
  expectClose(raw.spread, expected.error);
  for (const [split, median] of expected.per_split_median.entries()) {
    expectClose(raw.perSplit?.[split], median);
  }
  expectNeuroids({ raw }, expected, region);
}

function expectNeuroids(
  { raw }: Pick<Score, 'raw'>,
  stated: Pick<ExpectedScore, 'neuroid_id_sorted' | 'raw_split_by_neuroid'>,
  { neuroid_id_order }: ExpectedRegion,
): void {
  expect(raw.perNeuroid).toHaveLength(neuroid_id_order.length);
  for (const [neuroid, id] of neuroid_id_order.entries()) {
    const column = stated.neuroid_id_sorted.indexOf(String(id));
    const values = stated.raw_split_by_neuroid.flatMap((split) => split[column] ?? []);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    // 25 components of 32 images: what little precision differs is amplified.
    expectClose(raw.perNeuroid?.[neuroid], mean, 5 * tolerance);
  }
}

function expectClose(
  actual: number | null | undefined,
  expected: number,
  within = tolerance,
): void {
  expect(Math.abs(Number(actual) - expected)).toBeLessThan(within);
}
