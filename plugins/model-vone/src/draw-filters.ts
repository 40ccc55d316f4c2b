import type { RandomState } from '@ventral/numerics';
import type { Gabor } from './gabor.ts';

/** A Gabor function that sees one colour of the image. */
export interface Filter extends Gabor {
  /** 0 for red, 1 for green, 2 for blue. */
  readonly colour: number;
}

/** Cycles per degree between which peak spatial frequencies lie. */
const frequencyRange = [0.5, 11.2] as const;
/** Standard deviations of the window, in cycles, between which sizes lie. */
const cyclesRange = [0.1, 1] as const;

/**
 * Draws the filters of one population of cells, in the order of their colours.
 *
 * Method: the VOneBlock draws its parameters from what was recorded in macaque V1. The tables of those
 * recordings are not part of this package; round numbers of ours approximate each:
 *
 * - orientation (De Valois et al. 1982a): more cells prefer horizontal and vertical than oblique; a
 *   density of `1 + cos(4 orientation) / 6`.
 * - peak spatial frequency (De Valois et al. 1982b, foveal cells): log-normal with a median of 2.8
 *   cycles per degree and a standard deviation of 1 octave, from 0.5 to 11.2.
 * - size and shape (Ringach 2002): the window's standard deviations in cycles; log-normal, across the
 *   bars with a median of 0.35, and along them 1.3 times as long in the median, from 0.1 to 1.
 * - phase: uniform. Colour: red, green or blue with equal chances.
 *
 * Reference: https://doi.org/10.1101/2020.06.16.154542 (Dapello, Marques et al. 2020);
 * https://doi.org/10.1016/0042-6989(82)90112-2 (orientation);
 * https://doi.org/10.1016/0042-6989(82)90113-4 (spatial frequency);
 * https://doi.org/10.1152/jn.2002.88.1.455 (size and shape)
 */
export function drawFilters(
  count: number,
  random: RandomState,
  highestFrequency: number = frequencyRange[1],
): readonly Filter[] {
  const frequencies = [frequencyRange[0], highestFrequency] as const;
  const filters = Array.from({ length: count }, () => {
    const frequency = drawLogNormal(random, 2.8, Math.LN2, frequencies);
    const cyclesAcross = drawLogNormal(random, 0.35, 0.5, cyclesRange);
    return {
      colour: random.randint(3),
      orientation: drawOrientation(random),
      frequency,
      phase: 2 * Math.PI * random.randomSample(),
      cyclesAcross,
      cyclesAlong: drawLogNormal(random, 1.3 * cyclesAcross, 0.3, cyclesRange),
    };
  });
  return filters.sort((a, b) => a.colour - b.colour);
}

function drawOrientation(random: RandomState): number {
  const most = 7 / 6;
  for (;;) {
    const orientation = Math.PI * random.randomSample();
    if (most * random.randomSample() < 1 + Math.cos(4 * orientation) / 6) return orientation;
  }
}

/** Draws until the number lies in the range. */
function drawLogNormal(
  random: RandomState,
  median: number,
  deviation: number,
  [least, most]: readonly [number, number],
): number {
  for (;;) {
    const drawn = median * Math.exp(deviation * random.standardNormal());
    if (drawn >= least && drawn <= most) return drawn;
  }
}
