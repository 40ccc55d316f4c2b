import { createRunContext } from '@ventral/host';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { RandomState } from '@ventral/numerics';
import { madeRecordings, measuredUncertainty } from '@ventral/testing';
import { expect, it } from 'vitest';

const context = createRunContext();

/** Four trials of each stimulus; the last neuroid never varies. */
function trialsOf(stimuli: number, neuroids: number) {
  const random = new RandomState(1);
  const rates = Array.from({ length: stimuli * neuroids }, () => random.standardNormal());
  const labels: { stimulus_id: string[]; repetition: number[] } = {
    stimulus_id: [],
    repetition: [],
  };
  const rows = Array.from({ length: 4 * stimuli }, (_, trial) => {
    const stimulus = trial % stimuli;
    labels.stimulus_id.push(`image${stimulus}`);
    labels.repetition.push(Math.floor(trial / stimuli));
    return Array.from({ length: neuroids + 1 }, (_, neuroid) =>
      neuroid === neuroids ? 1 : rates[stimulus * neuroids + neuroid]! + random.standardNormal(),
    );
  });
  return madeRecordings(rows, labels);
}

const measure = (stimuli: number, neuroids: number) =>
  internalConsistency.compare(undefined, trialsOf(stimuli, neuroids), {}, context);

it('draws neuroids without a reliability too, and leaves them out of each draw', async () => {
  const score = await measure(30, 5);
  expect(score.raw.perNeuroid?.[5]).toBeNull();
  expect(measuredUncertainty(score).units).toEqual({ stimuli: 30, neuroids: 6 });
});

it('says so where almost every other draw has no neuroid with a reliability', async () => {
  const score = await measure(30, 1);
  expect(score.uncertainty).toEqual({ unavailable: expect.stringContaining('2 neuroids') });
});

it('says so where stimuli are too few', async () => {
  const score = await measure(2, 5);
  expect(score.uncertainty).toEqual({ unavailable: expect.stringContaining('2 stimuli') });
});
