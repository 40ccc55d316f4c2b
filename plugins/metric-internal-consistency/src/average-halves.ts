import { VentralError } from '@ventral/errors';
import { createMatrix, type Matrix, type Split } from '@ventral/numerics';
import type { SingleTrials } from './single-trials.ts';

/**
 * Averages the responses to each stimulus over either half of the repetitions, skipping NaN. Time
 * grows with presentations x neuroids, memory with stimuli x neuroids.
 *
 * @param split indices of the repetitions in the first half (`train`) and the second (`test`)
 * @returns the two halves, `stimuli x neuroids`; NaN where a half has no measurement
 * @throws VentralError `RESPONSES_INVALID` where a stimulus was not presented in one of the halves
 */
export function averageHalves(trials: SingleTrials, split: Split): [Matrix, Matrix] {
  const { values, neuroidCount, stimuli, measured } = trials;
  const inSecond = new Set(split.test);
  const size = stimuli.length * neuroidCount;
  const sums = new Float64Array(2 * size);
  const counts = new Uint32Array(2 * size);
  const presented = new Uint8Array(2 * stimuli.length);
  for (const { index, stimulus, repetition } of measured) {
    const row = stimulus + (inSecond.has(repetition) ? stimuli.length : 0);
    presented[row] = 1;
    let from = index * neuroidCount;
    for (let cell = row * neuroidCount; cell < (row + 1) * neuroidCount; cell++, from++) {
      const value = values[from] as number;
      if (Number.isNaN(value)) continue;
      sums[cell]! += value;
      counts[cell]! += 1;
    }
  }
  requireBothHalves(presented, trials, split);
  for (let cell = 0; cell < sums.length; cell++) sums[cell]! /= counts[cell] as number;
  const shape = [stimuli.length, neuroidCount] as const;
  return [createMatrix(shape, sums.subarray(0, size)), createMatrix(shape, sums.subarray(size))];
}

function requireBothHalves(
  presented: Uint8Array,
  { stimuli, repetitions }: SingleTrials,
  { train, test }: Split,
): void {
  const row = presented.indexOf(0);
  if (row < 0) return;
  const missing = presented.filter((flag) => flag === 0).length;
  const half = row < stimuli.length ? train : test;
  throw new VentralError(
    'RESPONSES_INVALID',
    `${missing} of ${stimuli.length} stimuli were presented in one half of the repetitions only. ` +
      `The first, '${stimuli[row % stimuli.length]}', was not presented in repetitions ` +
      `${half.map((repetition) => repetitions[repetition]).join(', ')}.`,
    { hint: 'Leave out stimuli that were presented too seldom to be in both halves.' },
  );
}
