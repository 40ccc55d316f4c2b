import { featureMatrix } from '@ventral/arrays';
import { nrp } from '@ventral/metric-nrp';
import { describe, expect, it } from 'vitest';
import { madeData, madeRecordings, quietContext } from './made-data.ts';

const { features, recordings } = madeData({ images: 40 });
const quick = { splits: 2, epochs: 2, l1: 4, l2: 4 };
const context = quietContext();

it('training that diverges', async () => {
  const diverging = nrp.compare(
    features,
    recordings,
    { ...quick, learningRate: 1e30, epochs: 20 },
    context,
  );
  await expect(diverging).rejects.toMatchObject({ code: 'TRAINING_DIVERGED' });
  await expect(diverging).rejects.toThrow(/step \d+ the loss is .*learning rate of 1e\+30/);
});

it('sites without variance, over all images or over the training images of a split', async () => {
  const ids = features.stimulusIds;
  const still = madeRecordings(new Float64Array(320).fill(0.1), ids);
  const refused = nrp.compare(features, still, quick, context);
  await expect(refused).rejects.toMatchObject({ code: 'RESPONSES_INVALID' });
  await expect(refused).rejects.toThrow(/'site0', 'site1'/);

  const once = new Float64Array(320).fill(0.1, 8).fill(0.2, 0, 8);
  const rare = nrp.compare(
    features,
    madeRecordings(once, ids),
    { ...quick, splits: 20, testSize: 0.5 },
    context,
  );
  await expect(rare).rejects.toMatchObject({ code: 'RESPONSES_INVALID' });
  await expect(rare).rejects.toThrow(/8 neuroids responds the same to all 16 training images/);
});

it('more predictors than anyone can wait for', async () => {
  const several = Array.from({ length: 20 }, (_, index) => index + 1);
  const options = { ...quick, l1: several, l2: several, learningRate: [0.1, 0.2, 0.3] };
  await expect(nrp.compare(features, recordings, options, context)).rejects.toThrow(
    'The grid has 1200 predictors.',
  );
});

it('sides without images', async () => {
  const sizes = { ...quick, testSize: 0.5, validationSize: 0.5 };
  await expect(nrp.compare(features, recordings, sizes, context)).rejects.toThrow(
    'Of 40 images, 20 to test on and 20 to validate on leave 0 to train on.',
  );
});

it('blank responses that nothing can be divided by', async () => {
  const values = [1, 1, 0, 1, 1, 1, 1, 1];
  const target = madeRecordings(Float64Array.from(recordings.values), features.stimulusIds, {
    blank_response: { dim: 'neuroid', values },
  });
  await expect(nrp.compare(features, target, quick, context)).rejects.toThrow(
    "The response of neuroid 'site2' to a blank screen is 0.",
  );
});

it('a network that no machine has memory for', async () => {
  const wide = nrp.compare(features, recordings, { ...quick, l1: 1e5, l2: 1e5 }, context);
  await expect(wide).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  await expect(wide).rejects.toThrow(/l1=100000 would take .* of memory/);
});

it.each([
  [{ l1: 0 }, 'l1'],
  [{ l1: 1e9 }, 'l1'],
  [{ epochs: 1e9 }, 'epochs'],
  [{ splits: 1e9 }, 'splits'],
  [{ l2: [] }, 'l2'],
  [{ learningRate: [0.1, -1] }, 'learningRate'],
  [{ subsets: 'all' as 'every' }, 'subsets'],
  [{ components: 0 }, 'components'],
  [{ engine: 'torch' as 'onnx' }, 'engine'],
  [{ stratification: 'colour' }, `by 'colour'`],
])('%o', async (options, part) => {
  const refused = nrp.compare(features, recordings, { ...quick, ...options }, context);
  await expect(refused).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  await expect(refused).rejects.toThrow(part);
});

describe('what is small or silent', () => {
  it('a site that does not vary is left out, over all images or in a split', async () => {
    const options = { ...quick, splits: 4, testSize: 0.5 };
    const constant = Float64Array.from(recordings.values, (rate, cell) =>
      cell % 8 === 3 || cell % 8 === 5 ? 0.1 : rate,
    );
    const all = await nrp.compare(features, recordings, options, context);
    // Of site 5, one image alone differs: it is among the training images of some splits only.
    const target = madeRecordings(
      constant.map((rate, cell) => (cell === 5 ? 2 : rate)),
      features.stimulusIds,
      { blank_response: { dim: 'neuroid', values: [1, 2, 3, 4, 5, 6, 7, 8] } },
    );
    const score = await nrp.compare(features, target, options, context);
    expect(score.raw.perNeuroid?.map((error) => error === null)).toEqual(
      Array.from({ length: 8 }, (_, site) => site === 3),
    );
    expect(score.raw.perNeuroid?.every((error) => error === null || error > 0)).toBe(true);
    expect(score.raw.perSplit).toHaveLength(4);
    expect(score.notes?.[0]).toContain("all 40 stimuli: 'site3'.");
    expect(score.notes?.join(' ')).toMatch(/[123] of 28 errors of a site in a split are undefined/);
    expect(all.notes?.join(' ')).not.toContain('undefined');
  });

  it('fewer images than a batch: a batch is all of them', async () => {
    const options = { ...quick, epochs: 50, learningRate: 0.01 };
    const small = await nrp.compare(features, recordings, { ...options, batchSize: 1000 }, context);
    const equal = await nrp.compare(features, recordings, { ...options, batchSize: 32 }, context);
    expect(small.raw).toEqual(equal.raw);
  });

  it('a silent layer predicts the mean, whole or reduced', async () => {
    const silent = featureMatrix(new Float32Array(40 * 50), features.stimulusIds);
    for (const components of [1000, 5]) {
      const { value } = await nrp.compare(silent, recordings, { ...quick, components }, context);
      expect(value).toBeGreaterThan(0.6);
      expect(value).toBeLessThan(1.1);
    }
  });
});
