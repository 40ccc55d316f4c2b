import type { RandomState, Split } from '@ventral/numerics';
import type { Trials } from './trials.ts';

/** How often the other object was offered and chosen, `images x objects`. */
export interface TrialCounts {
  readonly offered: Uint32Array;
  readonly chosen: Uint32Array;
}

/**
 * Counts trials by the halves they are in: entry `g` holds those that are in the first half of exactly the
 * splits whose bits are set in `g`, so that a trial drawn again is the same one in every split.
 */
export function countByHalves(trials: Trials, splits: readonly Split[]): readonly TrialCounts[] {
  const { images, objects, imageOf, distractorOf, missed } = trials;
  const cells = images.length * objects.length;
  const groupOf = new Uint32Array(imageOf.length);
  for (const [split, { train }] of splits.entries()) {
    for (const trial of train) groupOf[trial]! |= 1 << split;
  }
  const groups = Array.from({ length: 1 << splits.length }, () => ({
    offered: new Uint32Array(cells),
    chosen: new Uint32Array(cells),
  }));
  for (const [trial, group] of groupOf.entries()) {
    const cell = imageOf[trial]! * objects.length + distractorOf[trial]!;
    const { offered, chosen } = groups[group]!;
    offered[cell]! += 1;
    chosen[cell]! += missed[trial]!;
  }
  return groups;
}

/** The sum of those groups that are in the first, or in the second half of a split. */
export function addHalf(
  groups: readonly Uint32Array[],
  split: number,
  isFirst: boolean,
  sum: Uint32Array,
): void {
  sum.fill(0);
  for (const [group, values] of groups.entries()) {
    if (((group >> split) & 1) !== Number(isFirst)) continue;
    for (let cell = 0; cell < sum.length; cell++) sum[cell]! += values[cell]!;
  }
}

/**
 * Makes a function that draws all trials again: as many of each image against each other object, with the
 * share of wrong choices that all of them have. Returned arrays are overwritten by the next draw.
 */
export function createTrialDraws(
  groups: readonly TrialCounts[],
  random: RandomState,
): () => readonly Uint32Array[] {
  const cells = groups[0]!.offered.length;
  const rates = Float64Array.from({ length: cells }, (_, cell) => {
    let [offered, chosen] = [0, 0];
    for (const group of groups) {
      offered += group.offered[cell]!;
      chosen += group.chosen[cell]!;
    }
    return chosen / offered;
  });
  const drawn = groups.map(({ chosen }) => chosen.slice());
  const distributions = groups.flatMap(({ offered }, group) =>
    Array.from(offered, (count, cell) => ({ group, cell, count, rate: rates[cell]! }))
      // What is certain stays as it is.
      .filter(({ count, rate }) => count > 0 && rate > 0 && rate < 1)
      .map(({ count, rate, ...place }) => ({ ...place, below: binomial(count, rate) })),
  );
  return () => {
    for (const { group, cell, below } of distributions) {
      drawn[group]![cell] = indexAbove(below, random.randomSample());
    }
    return drawn;
  };
}

/** Cumulative probabilities of 0 to `count` successes. */
function binomial(count: number, rate: number): Float64Array {
  const odds = rate / (1 - rate);
  const mode = Math.floor((count + 1) * rate);
  // From the most likely outward, as the least likely can be below what float64 holds.
  const below = new Float64Array(count + 1);
  below[mode] = 1;
  for (let k = mode; k < count; k++) below[k + 1] = ((below[k]! * (count - k)) / (k + 1)) * odds;
  for (let k = mode; k > 0; k--) below[k - 1] = (below[k]! * k) / (count - k + 1) / odds;
  for (let k = 1; k <= count; k++) below[k]! += below[k - 1]!;
  const total = below[count]!;
  return below.map((sum) => sum / total);
}

/** The first index whose value is above `level`, which is below 1. */
function indexAbove(ascending: Float64Array, level: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > level) high = middle;
    else low = middle + 1;
  }
  return low;
}
