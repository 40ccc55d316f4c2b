import type { OrderedValues } from './counted-spearman.ts';

/**
 * Kendall's tau-a of values that count several times, or not at all: concordant less discordant, as a
 * share of all that are compared, in [-1, 1]. A value is not compared with itself. NaN where one side
 * does not vary. Ties are neither, so that a model that cannot tell values apart does not gain by it.
 *
 * Method: in the order of `x`, equal values at once, the weights below and above each value of `y` are
 * those of a Fenwick tree. Time grows as n log n.
 * References: Kendall (1938), https://doi.org/10.1093/biomet/30.1-2.81; for dissimilarities Nili et al.
 * (2014), https://doi.org/10.1371/journal.pcbi.1003553
 */
export function countedTauA(
  x: OrderedValues,
  y: OrderedValues,
  weights: ArrayLike<number>,
  total: number,
): number {
  const levels = levelsOf(y);
  const tree = new Float64Array(levels.length + 1);
  let [surplus, tiedX, ownPairs, before] = [0, 0, 0, 0];
  for (let start = 0; start < x.order.length; ) {
    let [end, group] = [start, 0];
    do {
      const value = x.order[end]!;
      const weight = weights[value] as number;
      if (weight > 0) {
        const level = levels[value]!;
        const below = sumBelow(tree, level);
        surplus += weight * (below - (before - sumBelow(tree, level + 1)));
        ownPairs += weight * weight;
        group += weight;
      }
      end++;
    } while (end < x.order.length && x.differs[end] === 0);
    for (let place = start; place < end; place++) {
      const value = x.order[place]!;
      addAt(tree, levels[value]!, weights[value] as number);
    }
    before += group;
    tiedX += group * group;
    start = end;
  }
  const varies = tiedX < total * total && !isOneLevel(y, weights);
  return varies ? surplus / ((total * total - ownPairs) / 2) : Number.NaN;
}

/** Of each value, how many others, each once, are smaller. */
function levelsOf({ order, differs }: OrderedValues): Uint32Array {
  const levels = new Uint32Array(order.length);
  let level = -1;
  for (const [place, value] of order.entries()) {
    if (differs[place] === 1) level++;
    levels[value] = level;
  }
  return levels;
}

function isOneLevel({ order, differs }: OrderedValues, weights: ArrayLike<number>): boolean {
  let [isNew, found] = [false, false];
  for (const [place, value] of order.entries()) {
    if (differs[place] === 1) isNew = found;
    if ((weights[value] as number) === 0) continue;
    if (isNew) return false;
    found = true;
  }
  return true;
}

/** The sum of the weights at all levels below one. */
function sumBelow(tree: Float64Array, level: number): number {
  let sum = 0;
  for (let node = level; node > 0; node -= node & -node) sum += tree[node]!;
  return sum;
}

function addAt(tree: Float64Array, level: number, weight: number): void {
  if (weight === 0) return;
  for (let node = level + 1; node < tree.length; node += node & -node) tree[node]! += weight;
}
