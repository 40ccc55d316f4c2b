import { type FloatWeights, magnitudeAt } from './float-weights.ts';

/** Where to cut weights by their magnitude. */
export interface MagnitudeCut {
  /** Whatever is smaller is cut. */
  readonly threshold: number;
  /** How many of those that are as large are cut as well. */
  readonly ties: number;
}

/**
 * Finds the cut below which a number of weights lie: an exact selection by the 16-bit digits of the
 * magnitudes, greatest digit first. Time grows with the number of weights, which are read four
 * times; memory is a table of 65,536 counts.
 *
 * @param count how many to cut; at most all of them
 */
export function magnitudeCut(weights: readonly FloatWeights[], count: number): MagnitudeCut {
  if (count === 0) return { threshold: 0, ties: 0 };
  // A positive double orders as its bits do.
  const magnitude = new Float64Array(1);
  const digits = new Uint16Array(magnitude.buffer);
  const threshold = new Float64Array(1);
  const found = new Uint16Array(threshold.buffer);
  let rank = count;
  for (let digit = 3; digit >= 0; digit--) {
    const counts = new Uint32Array(2 ** 16);
    for (const one of weights) {
      for (let index = 0; index < one.values.length; index++) {
        magnitude[0] = magnitudeAt(one, index);
        if (!sharesDigitsAbove(digit, digits, found)) continue;
        const value = digits[digit] as number;
        counts[value] = (counts[value] as number) + 1;
      }
    }
    let value = 0;
    for (; (counts[value] as number) < rank; value++) rank -= counts[value] as number;
    found[digit] = value;
  }
  return { threshold: threshold[0] as number, ties: rank };
}

function sharesDigitsAbove(digit: number, one: Uint16Array, other: Uint16Array): boolean {
  for (let above = 3; above > digit; above--) if (one[above] !== other[above]) return false;
  return true;
}
