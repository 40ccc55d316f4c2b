import { RandomState, type Split } from '@ventral/numerics';
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
 * Makes a function that draws trials again: as many of each image against each other object, with the share
 * of wrong choices that all of them have. Returned arrays are overwritten by the next draw.
 *
 * @param wanted of each group, whether it is drawn; the draws of the others do not depend on it
 */
export function createTrialDraws(
  groups: readonly TrialCounts[],
  wanted: readonly boolean[],
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
  const seeds = groups.map(() => random.randint(2 ** 32));
  const draws = groups.map((group, index) =>
    wanted[index]
      ? createBinomialDraws(group, rates, new RandomState(seeds[index]!))
      : () => group.chosen,
  );
  return () => draws.map((draw) => draw());
}

/**
 * Draws from many binomial distributions at once, each by one look into a table.
 *
 * Method: aliases. Walker (1977), https://doi.org/10.1145/355744.355749
 */
function createBinomialDraws(
  { offered, chosen }: TrialCounts,
  rates: Float64Array,
  random: RandomState,
): () => Uint32Array {
  const drawn = chosen.slice();
  // What is certain stays as it is.
  const cells = Uint32Array.from(
    [...offered.keys()].filter(
      (cell) => offered[cell]! > 0 && rates[cell]! > 0 && rates[cell]! < 1,
    ),
  );
  const sizes = Uint32Array.from(cells, (cell) => offered[cell]! + 1);
  // Of each column the threshold of its own value, in 32 bits, and its alias, side by side; cells with the
  // same distribution share them, so that all stay in the processor's cache.
  const table: number[] = [];
  const known = new Map<string, number>();
  const starts = Uint32Array.from(cells, (cell) => {
    const key = `${offered[cell]} ${rates[cell]}`;
    const start = known.get(key) ?? table.length;
    if (!known.has(key)) table.push(...aliasTable(binomial(offered[cell]!, rates[cell]!)));
    known.set(key, start);
    return start;
  });
  const columns = Uint32Array.from(table);
  const words = new Uint32Array(cells.length);
  return () => {
    random.fillWords(words);
    for (let index = 0; index < cells.length; index++) {
      const size = sizes[index]!;
      const start = starts[index]!;
      // The word times the size: its upper half is the column, the lower one the place within that.
      const word = words[index]!;
      const column = ((word / 2 ** 32) * size) >>> 0;
      const place = Math.imul(word, size);
      const threshold = columns[start + 2 * column]! | 0;
      const alias = columns[start + 2 * column + 1]!;
      // All bits where the place is below the threshold, else none (Hacker's Delight, 2-12): it would be
      // guessed wrongly every other time.
      const isOwn = ((~place & threshold) | (~(place ^ threshold) & (place - threshold))) >> 31;
      drawn[cells[index]!] = alias ^ ((alias ^ column) & isOwn);
    }
    return drawn;
  };
}

/** Probabilities of 0 to `count` successes. */
function binomial(count: number, rate: number): Float64Array {
  const odds = rate / (1 - rate);
  const mode = Math.floor((count + 1) * rate);
  // From the most likely outward, as the least likely can be below what float64 holds.
  const weights = new Float64Array(count + 1);
  weights[mode] = 1;
  for (let k = mode; k < count; k++)
    weights[k + 1] = ((weights[k]! * (count - k)) / (k + 1)) * odds;
  for (let k = mode; k > 0; k--) weights[k - 1] = (weights[k]! * k) / (count - k + 1) / odds;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Spreads probabilities over columns of the same height, each of one value and, above it, its alias. */
function aliasTable(probabilities: Float64Array): number[] {
  const size = probabilities.length;
  const shares = probabilities.map((probability) => probability * size);
  const aliases = [...shares.keys()];
  const low = aliases.filter((value) => shares[value]! < 1);
  const high = aliases.filter((value) => shares[value]! >= 1);
  for (;;) {
    const [poor, rich] = [low.pop(), high.at(-1)];
    if (poor === undefined || rich === undefined) {
      // What is left is 1 but for rounding.
      for (const value of [...low, ...high, ...(poor === undefined ? [] : [poor])])
        shares[value] = 1;
      break;
    }
    aliases[poor] = rich;
    shares[rich]! -= 1 - shares[poor]!;
    if (shares[rich]! < 1) low.push(high.pop() as number);
  }
  // As its own alias a value needs no threshold, and one of 2^32 has no room.
  return aliases.flatMap((alias, column) => {
    const threshold = Math.ceil(shares[column]! * 2 ** 32);
    return threshold < 2 ** 32 ? [threshold, alias] : [0, column];
  });
}
