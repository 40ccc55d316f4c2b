import { featureMatrix } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import { ridge } from '@ventral/metric-linear-predictivity';
import { RandomState } from '@ventral/numerics';
import { madeRecordings, measuredUncertainty } from '@ventral/testing';
import { expect, it } from 'vitest';

const context = createRunContext();

/** Neuroids that follow the features, with noise; the first never varies where asked for. */
function made(stimuli: number, neuroids: number, isSilent = false) {
  const random = new RandomState(1);
  const ids = Array.from({ length: stimuli }, (_, index) => `image${index}`);
  const features = Float64Array.from({ length: 3 * stimuli }, () => random.standardNormal());
  const rows = ids.map((_, row) =>
    Array.from({ length: neuroids }, (_, neuroid) =>
      isSilent && neuroid === 0
        ? 1
        : features[3 * row + (neuroid % 3)]! + 0.3 * random.standardNormal(),
    ),
  );
  return {
    source: featureMatrix(features, ids),
    target: madeRecordings(rows, { stimulus_id: ids }),
  };
}

it('draws stimuli alone where there is one neuroid', async () => {
  const { source, target } = made(40, 1);
  const { units, replicates } = measuredUncertainty(
    await ridge.compare(source, target, {}, context),
  );
  expect(units).toEqual({ stimuli: 40 });
  expect(Object.keys(replicates)).toEqual(['stimuli']);
});

it('draws neuroids that are left out too, so that every score draws the same', async () => {
  const [whole, partial] = [made(40, 6), made(40, 6, true)];
  const score = await ridge.compare(partial.source, partial.target, {}, context);
  const { units, plan } = measuredUncertainty(score);
  expect(score.raw.perNeuroid?.[0]).toBeNull();
  expect(units).toEqual({ stimuli: 40, neuroids: 6 });
  const other = await ridge.compare(whole.source, whole.target, {}, context);
  expect(plan).toBe(measuredUncertainty(other).plan);
});

it('says so where a test split of 2 stimuli is seldom drawn whole', async () => {
  const { source, target } = made(20, 4);
  const options = { splits: 1, trainSize: 0.9 };
  const score = await ridge.compare(source, target, options, context);
  expect(score.uncertainty).toEqual({ unavailable: expect.stringContaining('leave no score') });
  // Of many such splits, some are drawn whole in almost every replicate.
  const many = await ridge.compare(source, target, { ...options, splits: 20 }, context);
  expect(measuredUncertainty(many).interval[0]).toBeGreaterThanOrEqual(-1);
});
