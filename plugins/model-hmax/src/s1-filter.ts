import type { FilterSize } from './scale-bands.ts';

/** Directions in which the filters vary, in radians; 0 for vertical bars. */
export const orientations: readonly number[] = [0, 1, 2, 3].map((step) => (step * Math.PI) / 4);

/** The window is longer along the bars than across them by 1 / 0.3. */
const aspect = 0.3;

/**
 * An S1 filter: a Gabor function with a mean of 0 and a sum of squares of 1.
 *
 * @returns row-major, `size x size`
 */
export function s1Filter(
  { size, deviation, wavelength }: FilterSize,
  orientation: number,
): Float64Array {
  const [cos, sin] = [Math.cos(orientation), Math.sin(orientation)];
  const centre = (size - 1) / 2;
  const gabor = Float64Array.from({ length: size * size }, (_, index) => {
    const x = (index % size) - centre;
    const y = Math.floor(index / size) - centre;
    const across = x * cos + y * sin;
    const along = y * cos - x * sin;
    const window = Math.exp(-(across ** 2 + (aspect * along) ** 2) / (2 * deviation ** 2));
    return window * Math.cos((2 * Math.PI * across) / wavelength);
  });
  const mean = gabor.reduce((sum, value) => sum + value, 0) / gabor.length;
  const centred = gabor.map((value) => value - mean);
  const norm = Math.sqrt(centred.reduce((sum, value) => sum + value ** 2, 0));
  return centred.map((value) => value / norm);
}
