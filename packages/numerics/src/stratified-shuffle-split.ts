import { VentralError } from '@ventral/errors';
import { RandomState } from './random-state.ts';
import { rowsByLabel } from './rows-by-label.ts';
import { type ShuffleSplitOptions, splitSizes } from './shuffle-split.ts';
import { sortedUnique } from './sorted-unique.ts';
import type { Split } from './split.ts';

/**
 * Splits rows at random with every class in about the same proportion on both sides, equal to
 * scikit-learn's `StratifiedShuffleSplit`.
 *
 * @param labels the class of each row
 * @throws VentralError `OPTION_INVALID` for a class of a single row, or fewer rows on a side than
 *   there are classes
 */
export function stratifiedShuffleSplit(
  labels: readonly (string | number | boolean)[],
  options: ShuffleSplitOptions,
): Split[] {
  const classes = sortedUnique(labels);
  const byLabel = rowsByLabel(labels);
  const rowsOf = classes.map((label) => byLabel.get(label) as number[]);
  const counts = rowsOf.map((rows) => rows.length);
  const { trainCount, testCount } = splitSizes(labels.length, options);
  requireRowsOfEachClass(classes, counts, trainCount, testCount);

  const random = new RandomState(options.seed);
  return Array.from({ length: options.splits }, () => {
    const trainCounts = approximateMode(counts, trainCount, random);
    const remaining = counts.map((count, index) => count - (trainCounts[index] as number));
    const testCounts = approximateMode(remaining, testCount, random);
    const orders = rowsOf.map((rows) => random.permutation(rows));
    const train = orders.flatMap((rows, index) => rows.slice(0, trainCounts[index]));
    const test = orders.flatMap((rows, index) => {
      const start = trainCounts[index] as number;
      return rows.slice(start, start + (testCounts[index] as number));
    });
    return { train: random.permutation(train), test: random.permutation(test) };
  });
}

/**
 * The most likely numbers of draws from each class when `draws` are taken without replacement;
 * what is left after rounding down goes to the largest remainders, ties among them at random.
 */
function approximateMode(counts: readonly number[], draws: number, random: RandomState): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const expected = counts.map((count) => (count / total) * draws);
  const chosen = expected.map(Math.floor);
  let missing = draws - chosen.reduce((sum, count) => sum + count, 0);
  if (missing === 0) return chosen;
  const remainders = expected.map((share, index) => share - (chosen[index] as number));
  for (const remainder of sortedUnique(remainders).reverse()) {
    const tied = remainders.flatMap((other, index) => (other === remainder ? [index] : []));
    // Drawn even where all tied classes are taken: the reference spends random numbers on it too.
    for (const index of random.choice(tied, Math.min(tied.length, missing))) {
      chosen[index]! += 1;
      missing--;
    }
    if (missing === 0) break;
  }
  return chosen;
}

function requireRowsOfEachClass(
  classes: readonly (string | number | boolean)[],
  counts: readonly number[],
  trainCount: number,
  testCount: number,
): void {
  const single = counts.indexOf(1);
  if (single >= 0) {
    throw new VentralError(
      'OPTION_INVALID',
      `Class '${classes[single]}' has only 1 row, which cannot be both fitted and tested on.`,
      { hint: 'Leave this class out, give it a second row, or split without stratification.' },
    );
  }
  for (const [purpose, count] of Object.entries({ fit: trainCount, test: testCount })) {
    if (count >= classes.length) continue;
    throw new VentralError(
      'OPTION_INVALID',
      `${count} rows to ${purpose} on cannot hold one of each of ${classes.length} classes.`,
      { hint: 'Use more rows, another fraction, or split without stratification.' },
    );
  }
}
