import { createMatrix, type Matrix } from '@ventral/numerics';
import type { Halves } from './draw-halves.ts';
import type { SingleTrials } from './single-trials.ts';

/**
 * Averages the responses to each stimulus over either half of the repetitions, skipping NaN. Time
 * grows with presentations x neuroids, memory with stimuli x neuroids.
 *
 * @returns the two halves, `stimuli x neuroids`; NaN where a half has no measurement
 */
export function averageHalves(trials: SingleTrials, isSecond: Halves): [Matrix, Matrix] {
  const { values, neuroidCount, stimuli, measured } = trials;
  const size = stimuli.length * neuroidCount;
  const sums = new Float64Array(2 * size);
  const counts = new Uint32Array(2 * size);
  for (const { index, stimulus, repetition } of measured) {
    const row = stimulus + (isSecond(stimulus, repetition) ? stimuli.length : 0);
    let from = index * neuroidCount;
    for (let cell = row * neuroidCount; cell < (row + 1) * neuroidCount; cell++, from++) {
      const value = values[from] as number;
      if (Number.isNaN(value)) continue;
      sums[cell]! += value;
      counts[cell]! += 1;
    }
  }
  for (let cell = 0; cell < sums.length; cell++) sums[cell]! /= counts[cell] as number;
  const shape = [stimuli.length, neuroidCount] as const;
  return [createMatrix(shape, sums.subarray(0, size)), createMatrix(shape, sums.subarray(size))];
}
