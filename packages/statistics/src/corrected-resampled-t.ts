import { VentralError } from '@ventral/errors';
import { requireFinite } from './finite.ts';
import { momentsOf } from './moments.ts';
import { twoSidedP } from './student-t.ts';

/** A t-test of the mean of differences. */
export interface ResampledT {
  readonly mean: number;
  readonly standardError: number;
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided, in [0, 1]. */
  readonly p: number;
}

/**
 * Tests whether differences between two models, one a random split, have mean zero, for this one set
 * of stimuli and neuroids.
 *
 * Method: splits of the same stimuli overlap, so that their differences are correlated; the variance
 * of the mean is `(1 / splits + testSize / trainSize)` times that of the differences, where the
 * ordinary t-test has `1 / splits`, which `testSize: 0` gives.
 * Reference: Nadeau and Bengio (2003). https://doi.org/10.1023/A:1024068626366
 *
 * @param differences one a split, at least 2
 * @param sizes of a split, in stimuli: counts or shares
 * @throws VentralError `RESPONSES_INVALID` where a difference is NaN or infinite, `SHAPE_MISMATCH`
 *   where there are fewer than 2, `OPTION_INVALID` for sizes that are none
 */
export function correctedResampledT(
  differences: ArrayLike<number>,
  sizes: { readonly testSize: number; readonly trainSize: number },
): ResampledT {
  requireFinite(differences, 'Difference');
  const splits = differences.length;
  if (splits < 2) {
    throw new VentralError('SHAPE_MISMATCH', `A t-test needs 2 differences, not ${splits}.`);
  }
  const { testSize, trainSize } = sizes;
  if (!(testSize >= 0) || !(trainSize > 0) || !Number.isFinite(testSize / trainSize)) {
    throw new VentralError(
      'OPTION_INVALID',
      `Splits of ${trainSize} to train and ${testSize} to test cannot be used.`,
      { hint: 'Give the number of stimuli that each split trains on and tests on.' },
    );
  }
  const { mean, variance } = momentsOf(differences);
  const standardError = Math.sqrt((1 / splits + testSize / trainSize) * variance);
  // Without any spread, no difference at all is a tie, and any other is certain.
  const t = mean === 0 ? 0 : mean / standardError;
  const degreesOfFreedom = splits - 1;
  return { mean, standardError, t, degreesOfFreedom, p: twoSidedP(t, degreesOfFreedom) };
}
