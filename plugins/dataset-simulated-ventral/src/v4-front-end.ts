import { type OrientedContrast, orientationCount, orientedContrast } from './gabor-energy.ts';
import { halveImage } from './halve-image.ts';

// Octaves of scale, and how much a contour bends: to the left, not at all, to the right.
const scaleCount = 3;
const bends = [-1, 0, 1] as const;
// Centres of four receptive fields along x and y, in half widths of the image: 2.6 degrees apart.
const centres = [-0.33, 0.33];
const fieldCount = centres.length ** 2;
const fieldSpread = 0.3;
// Contrast at which normalised responses are half of their greatest.
const halfContrast = 0.05;

/** A feature of the front end. */
export interface V4Feature {
  /** Octave, from the finest. */
  readonly scale: number;
  /** Of the contour, in steps of 22.5 degrees. */
  readonly orientation: number;
  /** How much the contour turns, in steps of 45 degrees. */
  readonly bend: number;
  /** Receptive field: upper left, upper right, lower left, lower right. */
  readonly field: number;
}

/** What each feature of {@link describeContours} is about, in their order. */
export const v4Features: readonly V4Feature[] = range(scaleCount).flatMap((scale) =>
  range(orientationCount).flatMap((orientation) =>
    bends.flatMap((bend) =>
      range(fieldCount).map((field) => ({ scale, orientation, bend, field })),
    ),
  ),
);

/**
 * What an image holds for area V4: 288 features, not below 0, one for each scale, orientation and
 * bend of a contour in each of four receptive fields.
 *
 * Method: amplitudes of Gabor filters at 2.5, 1.25 and 0.6 cycles per degree and eight orientations,
 * divided by their mean over orientations plus a constant; a contour is the geometric mean of two
 * points along it, whose orientations differ by 0 or 45 degrees; averaged over a Gaussian receptive
 * field of 1.2 degrees, and squared.
 *
 * @param image grey, row-major, `size x size` bytes, 8 degrees wide; `size` a multiple of 16
 */
export function describeContours(image: Uint8Array, size: number): Float64Array {
  const features: number[] = [];
  let [level, width] = halveImage(
    Float32Array.from(image, (value) => value / 255),
    size,
  );
  for (let scale = 0; scale < scaleCount; scale++) {
    if (scale > 0) [level, width] = halveImage(level, width);
    features.push(...contoursAt(orientedContrast(level, width)));
  }
  return Float64Array.from(features, (value) => value * value);
}

function contoursAt({ size, amplitudes }: OrientedContrast): readonly number[] {
  const contrast = normalize(amplitudes);
  const [low, high] = centres.map((centre) => fieldWeights(size, centre)) as [
    Float64Array,
    Float64Array,
  ];
  return range(orientationCount).flatMap((orientation) => {
    // The image's y runs down.
    const angle = (Math.PI * orientation) / orientationCount;
    const [dx, dy] = [Math.round(2 * Math.cos(angle)), Math.round(2 * Math.sin(angle))];
    const step = dy * size + dx;
    return bends.flatMap((bend) => {
      const ahead = contrast[(orientation + bend + orientationCount) % orientationCount]!;
      const behind = contrast[(orientation - bend + orientationCount) % orientationCount]!;
      let [lowLeft, lowRight, highLeft, highRight] = [0, 0, 0, 0];
      for (let y = Math.abs(dy); y < size - Math.abs(dy); y++) {
        let [left, right] = [0, 0];
        for (let x = Math.abs(dx); x < size - Math.abs(dx); x++) {
          const at = y * size + x;
          const contour = ahead[at + step]! * behind[at - step]!;
          left += low[x]! * contour;
          right += high[x]! * contour;
        }
        lowLeft += low[y]! * left;
        lowRight += low[y]! * right;
        highLeft += high[y]! * left;
        highRight += high[y]! * right;
      }
      return [lowLeft, lowRight, highLeft, highRight];
    });
  });
}

/** Square roots of amplitudes after division: the product of two is their geometric mean. */
function normalize(amplitudes: readonly Float32Array[]): readonly Float32Array[] {
  const pool = new Float32Array(amplitudes[0]!.length).fill(halfContrast);
  for (const amplitude of amplitudes) {
    for (let at = 0; at < pool.length; at++) pool[at]! += amplitude[at]! / orientationCount;
  }
  return amplitudes.map((amplitude) => {
    const roots = new Float32Array(pool.length);
    for (let at = 0; at < pool.length; at++) roots[at] = Math.sqrt(amplitude[at]! / pool[at]!);
    return roots;
  });
}

/** A Gaussian about a centre, of sum 1. */
function fieldWeights(size: number, centre: number): Float64Array {
  const weights = Float64Array.from({ length: size }, (_, at) => {
    const offset = (2 * (at + 0.5)) / size - 1 - centre;
    return Math.exp(-(offset ** 2) / (2 * fieldSpread ** 2));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
