import { VentralError } from '@ventral/errors';
import type { FrontEnd } from '@ventral/network';
import { aroundCentre, type Fixation, requireFixations } from './fixations.ts';

/** How a retina samples images. */
export interface RetinalOptions {
  /**
   * Where the gaze rests; scores of classes are averaged over fixations.
   * @default the centre, and a quarter of the width off it to both sides, upwards and downwards: five
   */
  readonly fixations?: readonly Fixation[];
  /**
   * How much denser samples are at the fixation than half a width away, as a ratio of areas: more than 1.
   * @default 10
   */
  readonly densityRatio?: number;
}

/**
 * Samples images as densely as cones lie: each pixel that the network sees is the pixel of the image at the same
 * angle around the fixation, and nearer to it. Nothing is averaged: between the samples of the periphery, pixels
 * are not seen. Samples beside the image are of its border.
 *
 * Method: distances between neighbouring samples grow as `exp(r ln(densityRatio) / (2 R))` with the distance `r`
 * from the fixation, so that the samples of half a width `R` end there; `r` is a quadratic function of the place
 * in what the network sees, fitted to that by least squares.
 * Reference: Vuyyuru et al. (2020), https://doi.org/10.48550/arXiv.2006.16427
 *
 * @throws VentralError `OPTION_INVALID` for no fixation or one beside the image, and for a ratio of at most 1
 */
export function retinalSampling({
  fixations = aroundCentre(1 / 4),
  densityRatio = 10,
}: RetinalOptions = {}): FrontEnd {
  requireFixations(fixations);
  if (!(densityRatio > 1 && densityRatio < Number.POSITIVE_INFINITY)) {
    throw new VentralError('OPTION_INVALID', `A retina has no density ratio of ${densityRatio}.`, {
      hint: 'Give a number above 1, such as 10.',
    });
  }
  return {
    settings: { frontEnd: 'retinal', version: 1, fixations, densityRatio },
    notes: [
      `Seen through retinal sampling, ${densityRatio} times as dense at the fixation, ` +
        `${fixations.length === 1 ? '1 fixation' : `${fixations.length} fixations averaged`}; ` +
        'a network that was not trained behind it is out of its element.',
    ],
    write(graph, images, { width, height }) {
      const flat = graph.integers('front/flat sizes', [0, 3, width * height]);
      const whole = graph.integers('front/whole sizes', [0, 3, height, width]);
      const pixels = graph.node('Reshape', [images, flat], 'front/pixels');
      return fixations.map((fixation, index) => {
        const name = `front/retina ${index + 1}`;
        const places = samples(width, height, fixation, densityRatio);
        const at = graph.integers(`${name}/places`, places);
        const sampled = graph.node('Gather', [pixels, at], `${name}/sampled`, { axis: { int: 2 } });
        return graph.node('Reshape', [sampled, whole], name);
      });
    },
  };
}

/** The pixel of the image, row by row, that each pixel of the retina is. */
function samples(
  width: number,
  height: number,
  [gazeX, gazeY]: Fixation,
  densityRatio: number,
): readonly number[] {
  const radius = Math.min(width, height) / 2;
  const [linear, quadratic] = fitRadius(radius, densityRatio);
  const centreX = (width - 1) / 2 + gazeX * width;
  const centreY = (height - 1) / 2 + gazeY * height;
  const within = (at: number, size: number) => Math.max(0, Math.min(size - 1, Math.round(at)));
  return Array.from({ length: width * height }, (_, place) => {
    const x = (place % width) - centreX;
    const y = Math.floor(place / width) - centreY;
    const scale = linear + quadratic * Math.hypot(x, y);
    return within(centreY + scale * y, height) * width + within(centreX + scale * x, width);
  });
}

/** The distance in the image is about `linear s + quadratic s²` of the distance `s` in the retina, in pixels. */
export function fitRadius(
  radius: number,
  densityRatio: number,
): readonly [linear: number, quadratic: number] {
  const rate = Math.log(densityRatio) / (2 * radius);
  const first = (1 - Math.exp(-rate * radius)) / (rate * radius);
  const sums = { two: 0, three: 0, four: 0, one: 0, square: 0 };
  for (let at = 1; at <= radius; at++) {
    // Solves dr/ds = first exp(rate r), which reaches the radius at the radius.
    const distance = -Math.log(1 - rate * first * at) / rate;
    sums.two += at ** 2;
    sums.three += at ** 3;
    sums.four += at ** 4;
    sums.one += at * distance;
    sums.square += at ** 2 * distance;
  }
  const determinant = sums.two * sums.four - sums.three ** 2;
  // One place fits a line alone.
  if (determinant === 0) return [1, 0];
  return [
    (sums.one * sums.four - sums.square * sums.three) / determinant,
    (sums.square * sums.two - sums.one * sums.three) / determinant,
  ];
}
