import type { Score } from '@ventral/core';
import { standardDeviation } from '@ventral/numerics';
import { decodeReplicates } from '@ventral/statistics';

/** The uncertainty of a score, with its replicates as numbers; an error where it has none. */
export function measuredUncertainty({ uncertainty }: Pick<Score, 'uncertainty'>) {
  if (uncertainty === undefined || 'unavailable' in uncertainty) {
    throw new Error(`There is no interval: ${uncertainty?.unavailable}`);
  }
  const replicates = Object.fromEntries(
    Object.entries(uncertainty.replicates ?? {}).map(([axis, text]) => [
      axis,
      [...decodeReplicates(text)],
    ]),
  );
  return { ...uncertainty, replicates };
}

/** The standard error of a score over one axis alone. */
export function standardErrorOver(score: Pick<Score, 'uncertainty'>, axis: string): number {
  return standardDeviation(measuredUncertainty(score).replicates[axis] ?? []);
}

/**
 * What scores say of their errors, over how much they differ: 1 where they are right.
 *
 * @param errors standard errors that some of the scores give
 * @param values scores on new draws of the data
 */
export function errorOverSpread(errors: readonly number[], values: readonly number[]): number {
  const squares = errors.reduce((sum, error) => sum + error ** 2, 0);
  return Math.sqrt(squares / errors.length) / standardDeviation(values);
}
