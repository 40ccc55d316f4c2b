import { VentralError } from '@ventral/errors';
import { RandomState } from './random-state.ts';
import { rowsByLabel } from './rows-by-label.ts';
import { sortedUnique } from './sorted-unique.ts';
import type { Split } from './split.ts';

/** Number of folds, and how rows are assigned to them. */
export interface KFoldOptions {
  /** Number of folds, at least 2: every row is tested on exactly once. */
  readonly folds: number;
  /** Seed, from 0 to 2^32 - 1, of the {@link RandomState} that shuffles rows. */
  readonly seed: number;
}

/**
 * Splits shuffled rows into folds of equal size, plus or minus one; equal to scikit-learn's
 * `KFold(shuffle=True)`. Indices are ascending within each split.
 *
 * @param count number of rows
 * @throws VentralError `OPTION_INVALID` for fewer than 2 folds or fewer rows than folds
 */
export function kFold(count: number, { folds, seed }: KFoldOptions): Split[] {
  requireFolds(folds, count, 'rows');
  const order = new RandomState(seed).permutation(count);
  const foldOf = new Array<number>(count);
  let start = 0;
  for (let fold = 0; fold < folds; fold++) {
    const end = start + Math.floor(count / folds) + (fold < count % folds ? 1 : 0);
    for (const row of order.slice(start, end)) foldOf[row] = fold;
    start = end;
  }
  return splitByFold(foldOf, folds);
}

/**
 * Splits rows into folds that hold every class in about the same proportion; equal to
 * scikit-learn's `StratifiedKFold(shuffle=True)`. Indices are ascending within each split.
 *
 * @param labels the class of each row
 * @throws VentralError `OPTION_INVALID` for fewer than 2 folds or more folds than rows of every class
 */
export function stratifiedKFold(
  labels: readonly (string | number | boolean)[],
  { folds, seed }: KFoldOptions,
): Split[] {
  // Classes in the order in which they first appear, as the reference shuffles them.
  const rowsOf = [...rowsByLabel(labels).values()];
  requireFolds(folds, Math.max(0, ...rowsOf.map((rows) => rows.length)), 'rows of every class');
  const random = new RandomState(seed);
  const foldOf = new Array<number>(labels.length);
  let dealt = 0;
  for (const rows of rowsOf) {
    // Rows are dealt out like cards, on and on from class to class, which decides how many of a
    // class a fold receives; which of them is decided by the shuffle.
    const received = rows.map((_, position) => (dealt + position) % folds).sort((a, b) => a - b);
    random.shuffle(received);
    for (const [position, row] of rows.entries()) foldOf[row] = received[position] as number;
    dealt += rows.length;
  }
  return splitByFold(foldOf, folds);
}

/**
 * Splits rows into folds that share no group: shuffled groups are dealt to the folds in equal numbers, plus or
 * minus one; equal to scikit-learn's `GroupKFold(shuffle=True)`. Indices are ascending within each split.
 *
 * @param groups what each row belongs to, such as its story
 * @throws VentralError `OPTION_INVALID` for fewer than 2 folds or fewer groups than folds
 */
export function groupKFold(
  groups: readonly (string | number | boolean)[],
  { folds, seed }: KFoldOptions,
): Split[] {
  const names = sortedUnique(groups);
  requireFolds(folds, names.length, 'groups');
  const foldOf = new Map(
    kFold(names.length, { folds, seed }).flatMap(({ test }, fold) =>
      test.map((name) => [names[name], fold] as const),
    ),
  );
  return splitByFold(
    groups.map((group) => foldOf.get(group)!),
    folds,
  );
}

function splitByFold(foldOf: readonly number[], folds: number): Split[] {
  return Array.from({ length: folds }, (_, fold) => {
    const train: number[] = [];
    const test: number[] = [];
    for (const [row, assigned] of foldOf.entries()) (assigned === fold ? test : train).push(row);
    return { train, test };
  });
}

function requireFolds(folds: number, most: number, what: string): void {
  if (Number.isInteger(folds) && folds >= 2 && folds <= most) return;
  throw new VentralError('OPTION_INVALID', `${most} ${what} cannot be split into ${folds} folds.`, {
    hint: `Use a whole number of folds from 2 to ${most}.`,
  });
}
