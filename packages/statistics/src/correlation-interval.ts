import { VentralError } from '@ventral/errors';
import { requireFinite } from './finite.ts';
import { momentsOf } from './moments.ts';

/** How far from its mean a normal variable is in 5 % of cases, in standard deviations. */
const normal95 = 1.959963984540054;

/** A correlation with its 95 % interval. */
export interface CorrelationInterval {
  /** Pearson's r, in [-1, 1]; NaN where one side is constant or there are fewer than 2 pairs. */
  readonly r: number;
  /** How many pairs. */
  readonly n: number;
  /** Bounds of the interval; NaN where r is NaN or there are fewer than 4 pairs. */
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % interval of a correlation, or of a score that is one, with this standard error.
 *
 * Method: Fisher's z = atanh(r), where errors are about normal, and back: the interval stays within
 * [-1, 1]. Reference: Fisher (1915). https://doi.org/10.2307/2331838
 *
 * @param r in [-1, 1]
 * @param standardError in units of r, at least 0
 * @param standardErrors how many of them the interval reaches to either side, by default 1.96
 * @throws VentralError `OPTION_INVALID` for anything else
 */
export function fisherInterval(
  r: number,
  standardError: number,
  standardErrors: number = normal95,
): readonly [low: number, high: number] {
  if (!(Math.abs(r) <= 1) || !(standardError >= 0)) {
    throw new VentralError(
      'OPTION_INVALID',
      `A correlation of ${r} with standard error ${standardError} has no interval by Fisher's z.`,
      {
        hint: 'Correlations are in [-1, 1]; of other numbers take the value plus or minus 1.96 SE.',
      },
    );
  }
  return intervalOfZ(r, standardError / (1 - r * r), standardErrors);
}

/**
 * Pearson's correlation of two lists, with its 95 % interval over new pairs (models, say) as these.
 *
 * Method: Fisher's z with standard error 1 / sqrt(n - 3), which takes both sides as normal.
 *
 * @param x one value a pair
 * @param y one value a pair, in the same order
 * @throws VentralError `SHAPE_MISMATCH` where lengths differ, `RESPONSES_INVALID` where a value is NaN
 *   or infinite
 */
export function correlationInterval(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): CorrelationInterval {
  const n = x.length;
  if (n !== y.length) {
    throw new VentralError('SHAPE_MISMATCH', `${n} values cannot be paired with ${y.length}.`);
  }
  requireFinite(x, 'Value of x');
  requireFinite(y, 'Value of y');
  const r = correlate(x, y);
  const [low, high] =
    n < 4 || Number.isNaN(r) ? [Number.NaN, Number.NaN] : intervalOfZ(r, 1 / Math.sqrt(n - 3));
  return { r, n, low, high };
}

function intervalOfZ(
  r: number,
  standardError: number,
  standardErrors: number = normal95,
): readonly [number, number] {
  // The z of a perfect correlation is infinite, whatever its error.
  if (Math.abs(r) === 1) return [r, r];
  const z = Math.atanh(r);
  return [
    Math.tanh(z - standardErrors * standardError),
    Math.tanh(z + standardErrors * standardError),
  ];
}

function correlate(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (isConstant(x) || isConstant(y)) return Number.NaN;
  const [{ mean: meanX, variance: varianceX }, { mean: meanY, variance: varianceY }] = [
    momentsOf(x),
    momentsOf(y),
  ];
  let products = 0;
  for (let pair = 0; pair < x.length; pair++) {
    products += ((x[pair] as number) - meanX) * ((y[pair] as number) - meanY);
  }
  const r = products / (x.length - 1) / Math.sqrt(varianceX) / Math.sqrt(varianceY);
  return Math.max(-1, Math.min(1, r));
}

/** Seen from the values: the mean of equal ones can differ from them in its last bit. */
function isConstant(values: ArrayLike<number>): boolean {
  return Array.from(values).every((value) => value === values[0]);
}
