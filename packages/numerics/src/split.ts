import { createHash } from 'node:crypto';

/** One division of the rows of a data set into those to fit on and those to test on. */
export interface Split {
  /** Row indices to fit on, in the order in which they were drawn. */
  readonly train: readonly number[];
  /** Row indices to test on, in the order in which they were drawn. */
  readonly test: readonly number[];
}

/**
 * A fingerprint of splits: equal where the same rows were fitted and tested on.
 *
 * @param labels what each row is about, such as its stimulus id
 * @returns sha256 in lower-case hexadecimal
 */
export function digestSplits(
  splits: readonly Split[],
  labels: readonly (string | number | boolean)[],
): string {
  const named = (rows: readonly number[]) => rows.map((row) => labels[row]);
  const digest = createHash('sha256');
  for (const { train, test } of splits) {
    digest.update(JSON.stringify({ train: named(train), test: named(test) }));
  }
  return digest.digest('hex');
}
