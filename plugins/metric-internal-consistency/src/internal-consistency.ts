import { setImmediate } from 'node:timers/promises';
import type { Assembly } from '@ventral/arrays';
import {
  defineMetric,
  type Metric,
  type MetricContext,
  type Score,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import {
  createMatrix,
  digestSplits,
  pearsonColumns,
  shuffleSplit,
  spearmanBrown,
  splitsOption,
  summarizeSplits,
} from '@ventral/numerics';
import * as v from 'valibot';
import { averageHalves } from './average-halves.ts';
import { readSingleTrials } from './single-trials.ts';

/** What can be chosen about internal consistency. */
export interface InternalConsistencyOptions {
  /**
   * How often repetitions are split into two halves at random.
   * @default 10
   */
  readonly splits: number;
}

const options: v.GenericSchema<unknown, InternalConsistencyOptions> = v.strictObject({
  splits: splitsOption('How often repetitions are split into two halves at random.'),
});

/**
 * Split-half reliability of recordings with Spearman-Brown correction: the ceiling of what a model
 * can explain of them. The target holds single trials: `presentation x neuroid` with coordinates
 * `stimulus_id`, `repetition` and `neuroid_id`.
 *
 * Method: repetitions are split into halves at random; responses are averaged within each half and
 * correlated over stimuli, one Pearson coefficient r a neuroid, corrected to 2r / (1 + r); then the
 * median over neuroids and the mean over splits. Presentations without a measurement are ignored,
 * and so are neuroids whose correlation is not defined in a split.
 *
 * Reference: Schrimpf et al. (2020), "Integrative benchmarking to advance neurally mechanistic
 * models of human intelligence". https://doi.org/10.1016/j.neuron.2020.07.040
 *
 * Time grows with splits x presentations x neuroids, memory with stimuli x neuroids.
 */
export const internalConsistency: Metric<InternalConsistencyOptions, 'none'> = defineMetric({
  id: 'internal_consistency',
  title: 'Split-half reliability, Spearman-Brown corrected',
  citation:
    'Schrimpf et al. (2020), Integrative benchmarking to advance neurally mechanistic models of ' +
    'human intelligence, Neuron. https://doi.org/10.1016/j.neuron.2020.07.040',
  source: 'none',
  better: 'higher',
  options,
  compare: (_source, target, { splits }, context) => measure(target, splits, context),
});

async function measure(
  target: Assembly,
  splitCount: number,
  context: MetricContext,
): Promise<Score> {
  const trials = readSingleTrials(target);
  const { repetitions, stimuli, neuroidCount } = trials;
  const splits = shuffleSplit(repetitions.length, {
    splits: splitCount,
    size: { train: 0.5 },
    seed: context.seed,
  });
  const shape = [stimuli.length, neuroidCount] as const;
  const reliabilities: Float64Array[] = [];
  for (const split of splits) {
    const done = reliabilities.length;
    throwIfInterrupted(context.signal, `after ${done} of ${splitCount} splits`);
    const [first, second] = averageHalves(trials, split);
    const r = pearsonColumns(createMatrix(shape, first), createMatrix(shape, second));
    reliabilities.push(r.map(spearmanBrown));
    context.report({
      task: 'Measuring internal consistency',
      done: done + 1,
      total: splitCount,
      unit: 'splits',
    });
    // An interruption is only seen when the event loop turns.
    await setImmediate();
  }
  const raw = summarizeSplits(reliabilities);
  const undefinedSplit = raw.perSplit.findIndex((reliability) => !Number.isFinite(reliability));
  if (undefinedSplit >= 0) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `No reliability is defined in split ${undefinedSplit + 1} of ${splitCount}: the averaged ` +
        `responses of the ${neuroidCount} neuroids do not vary over the ${stimuli.length} stimuli, ` +
        `or miss some of them.`,
      { hint: 'Check that the recordings hold responses, and not zeros or mostly missing values.' },
    );
  }
  return {
    value: raw.value,
    error: raw.error,
    better: 'higher',
    raw,
    splitsDigest: digestSplits(splits, repetitions),
  };
}
