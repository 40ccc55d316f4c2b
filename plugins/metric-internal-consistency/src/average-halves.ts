import { VentralError } from '@ventral/errors';
import type { Split } from '@ventral/numerics';
import type { SingleTrials } from './single-trials.ts';

/**
 * Averages the responses to each stimulus over either half of the repetitions, skipping NaN. Time
 * grows with presentations x neuroids, memory with stimuli x neuroids.
 *
 * @param split indices of the repetitions in the first half (`train`) and the second (`test`)
 * @returns the two halves, row-major, `stimuli x neuroids`; NaN where a half has no measurement
 * @throws VentralError `RESPONSES_INVALID` where a stimulus was not presented in one of the halves
 */
export function averageHalves(trials: SingleTrials, split: Split): [Float64Array, Float64Array] {
  const { values, neuroidCount, stimuli, stimulusOf, repetitions, repetitionOf } = trials;
  const halfOf = new Uint8Array(repetitions.length);
  for (const repetition of split.test) halfOf[repetition] = 1;

  const size = stimuli.length * neuroidCount;
  const sums = new Float64Array(2 * size);
  const counts = new Uint32Array(2 * size);
  const presented = new Uint8Array(2 * stimuli.length);
  for (const presentation of trials.measured) {
    const half = halfOf[repetitionOf[presentation] as number] as number;
    const row = half * stimuli.length + (stimulusOf[presentation] as number);
    presented[row] = 1;
    let from = presentation * neuroidCount;
    for (let cell = row * neuroidCount; cell < (row + 1) * neuroidCount; cell++, from++) {
      const value = values[from] as number;
      if (Number.isNaN(value)) continue;
      sums[cell]! += value;
      counts[cell]! += 1;
    }
  }
  requireBothHalves(presented, trials, split);
  for (let cell = 0; cell < sums.length; cell++) sums[cell]! /= counts[cell] as number;
  return [sums.subarray(0, size), sums.subarray(size)];
}

function requireBothHalves(
  presented: Uint8Array,
  { stimuli, repetitions }: SingleTrials,
  split: Split,
): void {
  const row = presented.indexOf(0);
  if (row < 0) return;
  const missing = presented.reduce((count, flag) => count + (1 - flag), 0);
  const half = row < stimuli.length ? split.train : split.test;
  throw new VentralError(
    'RESPONSES_INVALID',
    `${missing} of ${stimuli.length} stimuli were presented in one half of the repetitions only. ` +
      `The first, '${stimuli[row % stimuli.length]}', was not presented in repetitions ` +
      `${half.map((repetition) => repetitions[repetition]).join(', ')}.`,
    { hint: 'Leave out stimuli that were presented too seldom to be in both halves.' },
  );
}
