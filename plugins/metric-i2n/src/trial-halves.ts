import type { Evidence, MetricRun, Resampling } from '@ventral/core';
import { digestSplits, mean, RandomState, type Split, standardDeviation } from '@ventral/numerics';
import * as v from 'valibot';
import type { Agreement } from './signature.ts';
import type { Trials } from './trials.ts';

/** Options of how trials are split into halves, and of what these leave undefined. */
export const trialHalvesOptions = {
  // An option, because published scores use 0, and 1 for splits of stimuli: the seed of a run.
  seed: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(2 ** 32 - 1),
      v.description('Seed of the trial halves.'),
    ),
    0,
  ),
  // Brain-Score does so for the ceiling on its public images.
  skipUndefined: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Leaves out what has no d' because it is in too few trials."),
    ),
    false,
  ),
};

// How often trials are split into halves.
const repetitions = 2;

/**
 * Compares over halves of the trials, split at random, twice, as Brain-Score does: one stream of
 * random numbers for both times. The mean, with the standard deviation (divided by n) as error.
 *
 * @param measure given the first half as `train` and the second, larger by one of an odd number of
 *   trials, as `test`
 * @param resample how what is measured can be drawn again, given all splits
 */
export async function compareHalves(
  trials: Trials,
  seed: number,
  run: MetricRun,
  measure: (halves: Split) => Agreement,
  resample: (splits: readonly Split[]) => Resampling | string,
): Promise<Evidence> {
  const { splits, digest } = splitOnce(trials, seed);
  const agreements: Agreement[] = [];
  for await (const halves of run.each(splits, 'Comparing choices', 'splits')) {
    agreements.push(measure(halves));
  }
  const perSplit = agreements.map(({ r }) => r);
  const skipped = agreements.reduce((sum, agreement) => sum + agreement.skipped, 0);
  const note = `${skipped} values of d' in ${splits.length} splits of trials are undefined and left out.`;
  return {
    value: mean(perSplit),
    spread: standardDeviation(perSplit),
    perSplit,
    resampling: resample(splits),
    notes: skipped === 0 ? [] : [note],
    splitsDigest: digest,
  };
}

interface Halves {
  readonly seed: number;
  readonly splits: readonly Split[];
  readonly digest: string;
}

// The same for all models that are compared with the trials.
const kept = new WeakMap<Trials, Halves>();

function splitOnce(trials: Trials, seed: number): Halves {
  const known = kept.get(trials);
  if (known?.seed === seed) return known;
  const { imageOf } = trials;
  const splits = splitTrials(imageOf.length, seed);
  const halves = { seed, splits, digest: digestSplits(splits, [...imageOf.keys()]) };
  kept.set(trials, halves);
  return halves;
}

/** Splits trials into halves, `train` and `test`, from one stream of random numbers. */
export function splitTrials(count: number, seed: number): readonly Split[] {
  const random = new RandomState(seed);
  const middle = Math.floor(count / 2);
  return Array.from({ length: repetitions }, () => {
    const order = random.permutation(count);
    return { train: order.slice(0, middle), test: order.slice(middle) };
  });
}
