import { VentralError } from '@ventral/errors';
import { requireFinite } from './finite.ts';

/**
 * The standard error of a number over units that were drawn independently, such as neuroids, from what the number is
 * without each of several groups of them in turn: the delete-a-group jackknife.
 *
 * Nothing is drawn twice, so that it holds for numbers that grow with how many different units there are, as the
 * accuracy of a decoder does.
 * Reference: Shao & Wu (1989), https://doi.org/10.1214/aos/1176347263
 *
 * @param without the number without each group, at least 2; the groups are about equally large
 * @throws VentralError `RESPONSES_INVALID` where one is NaN or infinite, `SHAPE_MISMATCH` for fewer than 2
 */
export function jackknifeError(without: readonly number[]): number {
  requireFinite(without, 'Value without group');
  const groups = without.length;
  if (groups < 2) {
    throw new VentralError('SHAPE_MISMATCH', `A jackknife needs 2 groups, not ${groups}.`, {
      hint: 'Split the units into at least 2 groups, and give the number without each.',
    });
  }
  const mean = without.reduce((sum, value) => sum + value, 0) / groups;
  const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(((groups - 1) / groups) * squares);
}
