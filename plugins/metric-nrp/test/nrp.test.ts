import { type FeatureMatrix, featureMatrix, joinFeatures } from '@ventral/arrays';
import type { Memo, ProgressEvent, Score } from '@ventral/core';
import { type Baseline, nrp, type Search } from '@ventral/metric-nrp';
import { RandomState } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { madeData, madeRecordings, quietContext } from './made-data.ts';

const { features, recordings } = madeData();
const quick = { splits: 2, l1: 32, l2: 32, learningRate: 0.003, batchSize: 16 };
const context = quietContext();

/** What only this metric has to say. */
function extrasOf({ extras }: Score): { readonly baseline: Baseline; readonly search?: Search } {
  return extras?.nrp as never;
}

/** Keeps results in memory, and counts how often each is made. */
function countingMemo(): Memo & { readonly made: string[] } {
  const kept = new Map<string, unknown>();
  const made: string[] = [];
  return {
    made,
    get: async (key) => kept.get(key),
    async set(key, value) {
      made.push(key);
      kept.set(key, value);
    },
  };
}

describe('a planted mapping', () => {
  it('that is not linear is found, beyond what ridge regression finds', async () => {
    const options = { ...quick, splits: 3 };
    const score = await nrp.compare(features, recordings, options, context);
    const { value, spread, raw, better } = score;
    const { baseline } = extrasOf(score);
    expect(better).toBe('lower');
    expect(baseline.value).toBeGreaterThan(0.7);
    expect(baseline.r2).toBeLessThan(0.1);
    expect(value).toBeLessThan(0.6 * baseline.value);
    expect(raw.perSplit).toHaveLength(3);
    expect(raw.perNeuroid).toHaveLength(8);
    const mean = (values: readonly (number | null)[] = []) =>
      values.reduce<number>((sum, one) => sum + (one ?? 0), 0) / values.length;
    expect(mean(raw.perSplit)).toBeCloseTo(value, 12);
    expect(mean(raw.perNeuroid)).toBeCloseTo(value, 12);
    expect(spread).toBeGreaterThan(0);
  });

  it('that is linear leaves nothing to the network', async () => {
    const random = new RandomState(2);
    const rates = new Float64Array(await features.readColumns(0, 6)).map(
      (value) => value + 0.5 * random.standardNormal(),
    );
    const linear = madeRecordings(rates, features.stimulusIds);
    const score = await nrp.compare(features, linear, quick, context);
    const { value } = score;
    const { baseline } = extrasOf(score);
    expect(baseline.value).toBeLessThan(value);
    expect(baseline.r2).toBeGreaterThan(0.7);
  });
});

describe('the same seed', () => {
  it('gives the same bits, for reduced features as well; another seed gives others', async () => {
    const options = { ...quick, components: 4 };
    const first = await nrp.compare(features, recordings, options, context);
    expect(await nrp.compare(features, recordings, options, context)).toEqual(first);
    const other = await nrp.compare(features, recordings, options, quietContext({ seed: 2 }));
    expect(other.raw.perSplit).not.toEqual(first.raw.perSplit);
    expect(other.splitsDigest).not.toBe(first.splitsDigest);
  });
});

describe('several layers', () => {
  const noise = (() => {
    const random = new RandomState(11);
    const values = Float64Array.from({ length: 240 * 5 }, () => random.standardNormal());
    return featureMatrix(values, features.stimulusIds);
  })();
  const joined = joinFeatures(
    new Map([
      ['noise', noise],
      ['signal', features],
    ]),
  );

  it('are searched one by one and together; validation finds the one that matters', async () => {
    const options = { ...quick, subsets: 'every' } as const;
    const score = await nrp.compare(joined, recordings, options, context);
    const { value, raw } = score;
    const { search } = extrasOf(score);
    const layers = search?.configurations.map(({ options }) => options.layers);
    expect(layers).toEqual([['noise'], ['signal'], ['noise', 'signal']]);
    expect(search?.best).toBe(1);
    expect(search?.configurations[1]?.chosenInSplits).toEqual([0, 1]);
    // So that the score is that of the signal alone.
    const alone = await nrp.compare(features, recordings, quick, context);
    expect(raw.perSplit).toEqual(alone.raw.perSplit);
    expect(value).toBe(alone.value);
  });

  it('each have a block of their own', async () => {
    const options = { ...quick, splits: 1, subsets: 'each', epochs: 1 } as const;
    const { search } = extrasOf(await nrp.compare(joined, recordings, options, context));
    const counts = search?.configurations.map(({ parameterCount }) => parameterCount);
    const sized = (inputs: number[]) =>
      inputs.reduce((sum, count) => sum + (count + 1) * 32, 0) +
      (inputs.length * 32 + 1) * 32 +
      33 * 8;
    expect(counts).toEqual([sized([5]), sized([6]), sized([5, 6])]);
  });
});

describe('a grid', () => {
  const grid = { ...quick, l1: [1, 32], learningRate: [0.003, 0.01], epochs: 60 };

  it('keeps every configuration, and chooses by validation images in each split', async () => {
    const score = await nrp.compare(features, recordings, grid, context);
    const { metric } = score;
    const { search } = extrasOf(score);
    expect(search?.configurations.map(({ options }) => options)).toEqual(
      [1, 32].flatMap((l1) =>
        [0.003, 0.01].map((learningRate) => ({ layers: ['features'], l1, l2: 32, learningRate })),
      ),
    );
    for (const split of [0, 1]) {
      const errors = search?.configurations.map(
        (tried) => tried.validationPerSplit[split] as number,
      );
      const winner = errors?.indexOf(Math.min(...errors)) as number;
      expect(search?.configurations[winner]?.chosenInSplits).toContain(split);
    }
    const best = search?.configurations[search.best];
    const sweet = search?.configurations[search.sweetSpot];
    expect(best?.options.l1).toBe(32);
    expect(sweet?.parameterCount).toBeLessThanOrEqual(best?.parameterCount as number);
    expect(metric?.options).toMatchObject({ l1: [1, 32], learningRate: [0.003, 0.01] });
  });

  it('goes on where it was interrupted, and ends with the same score', async () => {
    const memo = countingMemo();
    const controller = new AbortController();
    const report = ({ task, done }: ProgressEvent) => {
      if (task === 'Training predictors' && done >= 3) controller.abort();
    };
    const interrupted = quietContext({ memo, report, signal: controller.signal });
    await expect(nrp.compare(features, recordings, grid, interrupted)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
    const before = memo.made.length;
    expect(before).toBeGreaterThanOrEqual(3);
    expect(before).toBeLessThan(8);
    const continued = await nrp.compare(features, recordings, grid, quietContext({ memo }));
    expect(memo.made).toHaveLength(8);
    expect(new Set(memo.made).size).toBe(8);
    expect(continued).toEqual(await nrp.compare(features, recordings, grid, context));
  });

  it('does not take what was made of other recordings, features, options or seed', async () => {
    const memo = countingMemo();
    const one = { ...quick, splits: 1, epochs: 2 };
    const other = madeData({ seed: 8 });
    const compare = (source: FeatureMatrix, target = recordings, options = {}, seed = 1) =>
      nrp.compare(source, target, { ...one, ...options }, quietContext({ memo, seed }));
    await compare(features);
    await compare(features);
    expect(memo.made).toHaveLength(1);
    await compare(other.features);
    await compare(features, other.recordings);
    await compare(features, recordings, { batchSize: 17 });
    await compare(features, recordings, {}, 2);
    expect(memo.made).toHaveLength(5);
  });

  it('keeps what diverged in its record, and goes on', async () => {
    const options = { ...quick, learningRate: [1e30, 0.003], epochs: 30 };
    const { search } = extrasOf(await nrp.compare(features, recordings, options, context));
    const [diverged, fitted] = search?.configurations ?? [];
    expect(diverged).toMatchObject({ validationError: null, validationPerSplit: [null, null] });
    expect(fitted).toMatchObject({ chosenInSplits: [0, 1] });
    expect([search?.best, search?.sweetSpot]).toEqual([1, 1]);
  });
});

describe('the units of the error', () => {
  it('are those of the blank response where there is one', async () => {
    const rates = Float64Array.from(recordings.values, (rate) => rate + 1);
    const ids = features.stimulusIds;
    const plain = await nrp.compare(features, madeRecordings(rates, ids), quick, context);
    const blank = [1, 2, 4, 4, 4, 4, 4, 4];
    const toBlank = await nrp.compare(
      features,
      madeRecordings(rates, ids, { blank_response: { dim: 'neuroid', values: blank } }),
      quick,
      context,
    );
    expect(plain.notes?.[0]).toContain("each site's standard deviation");
    expect(toBlank.notes?.[0]).toContain('blank grey screen');
    // The recordings of each site vary by a standard deviation of their own.
    const [first = 0, second = 0] = plain.raw.perNeuroid as number[];
    const [firstToBlank = 0, secondToBlank = 0] = toBlank.raw.perNeuroid as number[];
    const deviation = (site: number) => {
      const values = ids.map((_, row) => rates[row * 8 + site] as number);
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
      return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
    };
    expect(firstToBlank / first / deviation(0)).toBeCloseTo(1, 1);
    expect((secondToBlank * 2) / second / deviation(1)).toBeCloseTo(1, 1);
  });
});

describe('TensorFlow.js as the engine', () => {
  it('trains to the same error, and says what it computed on', async () => {
    const few = { ...quick, epochs: 5 };
    const onnx = await nrp.compare(features, recordings, few, context);
    const tensorflow = await nrp.compare(
      features,
      recordings,
      { ...few, engine: 'tensorflow' },
      context,
    );
    expect(tensorflow.value).toBeCloseTo(onnx.value, 4);
    expect(extrasOf(tensorflow)).toEqual(extrasOf(onnx));
    expect(tensorflow.notes?.join(' ')).toContain('TensorFlow.js');
  });
});
