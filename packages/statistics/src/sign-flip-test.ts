import { requireFinite } from './finite.ts';
import { openRandomStream } from './random-stream.ts';

/** A test that flips the signs of differences. */
export interface SignFlips {
  readonly mean: number;
  /** Two-sided, in (0, 1]. */
  readonly p: number;
  /** Whether every flip was counted; else a sample of them. */
  readonly exact: boolean;
  /** How many flips were counted. */
  readonly flips: number;
}

const mostExact = 20;
const draws = 10_000;

/**
 * Tests whether differences between two models, one a unit such as a neuroid or subject, are
 * symmetric about zero: it says how the models differ on these stimuli, over units as these.
 *
 * Method: the sign of each difference is flipped, in all ways for up to 20 units, else in 10,000 drawn
 * ones; p is the share of ways that give a mean as far from zero, with `(1 + k) / (1 + draws)` for
 * drawn ones. Unlike a t-test it holds for few units of any distribution.
 * Reference: Nichols and Holmes (2002). https://doi.org/10.1002/hbm.1058; drawn flips: Phipson and
 * Smyth (2010), https://doi.org/10.2202/1544-6115.1585
 *
 * @param differences one a unit, at least 1
 * @param options.seed of the draws, a whole number from 0 to 2^32 - 1
 * @default options.seed 1
 * @throws VentralError `RESPONSES_INVALID` where a difference is NaN or infinite, or there is none
 */
export function signFlipTest(
  differences: ArrayLike<number>,
  { seed = 1 }: { readonly seed?: number } = {},
): SignFlips {
  const values = Float64Array.from(differences);
  requireFinite(values, 'Difference');
  requireFinite([values.length === 0 ? Number.NaN : 0], 'The mean of no difference,');
  const sum = values.reduce((total, value) => total + value, 0);
  // Sums that are equal but for the order of additions are ties.
  const far = Math.abs(sum) - 1e-12 * values.reduce((total, value) => total + Math.abs(value), 0);
  const mean = sum / values.length;
  if (values.length <= mostExact) {
    const flips = 2 ** values.length;
    return { mean, p: countExactly(values, far) / flips, exact: true, flips };
  }
  const random = openRandomStream(seed);
  let asFar = 0;
  for (let draw = 0; draw < draws; draw++) {
    let flipped = 0;
    for (const value of values) flipped += random.flip() ? value : -value;
    if (Math.abs(flipped) >= far) asFar += 1;
  }
  return { mean, p: (1 + asFar) / (1 + draws), exact: false, flips: draws };
}

/** How many of all flips give a sum at least as far from zero. */
function countExactly(values: Float64Array, far: number): number {
  const count = (unit: number, sum: number): number => {
    if (unit === values.length) return Math.abs(sum) >= far ? 1 : 0;
    const value = values[unit] as number;
    return count(unit + 1, sum + value) + count(unit + 1, sum - value);
  };
  return count(0, 0);
}
