import { gaborFilter, orientationCount } from './gabor-energy.ts';
import { halveImage } from './halve-image.ts';

const scaleCount = 4;
// Of receptive fields along x and y, in degrees from the middle of the image.
const centres = [-1, 0, 1];
const imageDegrees = 8;
// Contrast at which normalised responses are half of their greatest.
const halfContrast = 0.05;

/** Whose cell it is: `complex`, or simple, with the phase that it prefers in quarters of a period. */
export const v1Kinds = ['complex', 0, 1, 2, 3] as const;

/** A cell of the front end. */
export interface V1Feature {
  readonly kind: (typeof v1Kinds)[number];
  /** Octave, from the finest: 5, 2.5, 1.25, 0.6 cycles per degree. */
  readonly scale: number;
  /** Of the edge, in steps of 22.5 degrees. */
  readonly orientation: number;
  /** Middle of the receptive field, in degrees to the right of the image's middle and below it. */
  readonly x: number;
  readonly y: number;
}

/** What each feature of {@link describeEdges} is about, in their order. */
export const v1Features: readonly V1Feature[] = Array.from({ length: scaleCount }).flatMap(
  (_, scale) =>
    centres.flatMap((y) =>
      centres.flatMap((x) =>
        Array.from({ length: orientationCount }).flatMap((_, orientation) =>
          v1Kinds.map((kind) => ({ kind, scale, orientation, x, y })),
        ),
      ),
    ),
);

const filters = Array.from({ length: orientationCount }, (_, orientation) =>
  gaborFilter(orientation),
);

/**
 * What an image holds for area V1: 1,440 responses of cells, not below 0.
 *
 * Method: Gabor filters at four scales and eight orientations in nine places; a simple cell is the part of a
 * filter above 0, at one of four phases, a complex cell the filter's amplitude (Adelson & Bergen 1985,
 * https://doi.org/10.1364/JOSAA.2.000284); each is divided by the mean amplitude over orientations plus a
 * constant (Heeger 1992, https://doi.org/10.1017/S0952523800009640).
 *
 * @param image grey, row-major, `size x size` bytes, 8 degrees wide; `size` a multiple of 64
 */
export function describeEdges(image: Uint8Array, size: number): Float64Array {
  const features = new Float64Array(v1Features.length);
  const perPlace = orientationCount * v1Kinds.length;
  const mean = image.reduce((sum, value) => sum + value, 0) / image.length;
  let level: Float32Array = Float32Array.from(image, (value) => (value - mean) / 255);
  let width = size;
  let at = 0;
  for (let scale = 0; scale < scaleCount; scale++) {
    if (scale > 0) [level, width] = halveImage(level, width);
    for (const y of centres) {
      for (const x of centres) {
        describePlace(level, width, x, y, features.subarray(at, at + perPlace));
        at += perPlace;
      }
    }
  }
  return features;
}

/** All cells whose receptive fields are at one place, in one scale. */
function describePlace(
  image: Float32Array,
  size: number,
  x: number,
  y: number,
  cells: Float64Array,
): void {
  const [column, row] = [x, y].map((degrees) => (degrees / imageDegrees + 0.5) * size) as [
    number,
    number,
  ];
  let pool = halfContrast;
  for (const [orientation, filter] of filters.entries()) {
    const [real, imaginary] = respond(image, size, column, row, filter);
    const amplitude = Math.sqrt(real * real + imaginary * imaginary);
    pool += amplitude / orientationCount;
    cells.set([amplitude, real, imaginary, -real, -imaginary], orientation * v1Kinds.length);
  }
  for (const [cell, value] of cells.entries()) cells[cell] = Math.max(0, value) / pool;
}

/** Beyond the edges the image is 0, its mean. */
function respond(
  image: Float32Array,
  size: number,
  column: number,
  row: number,
  { side, real, imaginary }: ReturnType<typeof gaborFilter>,
): [number, number] {
  const reach = (side - 1) / 2;
  let [re, im] = [0, 0];
  for (let tapY = 0; tapY < side; tapY++) {
    const y = row + tapY - reach;
    if (y < 0 || y >= size) continue;
    for (let tapX = 0; tapX < side; tapX++) {
      const x = column + tapX - reach;
      if (x < 0 || x >= size) continue;
      const value = image[y * size + x]!;
      re += real[tapY * side + tapX]! * value;
      im += imaginary[tapY * side + tapX]! * value;
    }
  }
  return [re, im];
}
