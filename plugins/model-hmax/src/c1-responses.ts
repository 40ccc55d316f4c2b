import { orientations, s1Filter } from './s1-filter.ts';
import type { FilterSize, ScaleBand } from './scale-bands.ts';

/** Keeps the response to darkness from being 0 / 0. */
export const leastEnergy = 1e-6;

/**
 * Computes the C1 cells of one band in float64, the same on every machine: templates are cut out of
 * them. The network itself computes them with the runtime's kernels.
 *
 * @param image grey levels, row-major, `size x size`
 * @returns how many cells there are a side, and what they say, from 0 to 1: `orientations x width x
 *   width`
 */
export function c1Responses(image: Float64Array, size: number, band: ScaleBand) {
  const width = Math.floor((size - band.grid) / band.step) + 1;
  const values = new Float64Array(orientations.length * width * width);
  for (const filterSize of band.sizes) {
    const s1 = s1Responses(image, size, filterSize);
    for (let cell = 0; cell < values.length; cell++) {
      const left = (cell % width) * band.step;
      const top = (Math.floor(cell / width) % width) * band.step;
      const map = Math.floor(cell / width ** 2) * size ** 2;
      let largest = values[cell]!;
      for (let y = top; y < top + band.grid; y++) {
        for (let x = left; x < left + band.grid; x++) {
          largest = Math.max(largest, s1[map + y * size + x]!);
        }
      }
      values[cell] = largest;
    }
  }
  return { width, values };
}

/** @returns `orientations x size x size` */
function s1Responses(image: Float64Array, size: number, filterSize: FilterSize): Float64Array {
  const reach = (filterSize.size - 1) / 2;
  const padded = reflectBorder(image, size, reach);
  const ones = new Float64Array(filterSize.size ** 2).fill(1);
  const squares = padded.map((level) => level * level);
  const energies = correlate(squares, size, ones, filterSize.size, leastEnergy);
  const responses = new Float64Array(orientations.length * size ** 2);
  for (const [map, orientation] of orientations.entries()) {
    const filter = s1Filter(filterSize, orientation);
    const products = correlate(padded, size, filter, filterSize.size, 0);
    for (let pixel = 0; pixel < products.length; pixel++) {
      responses[map * size ** 2 + pixel] = Math.abs(products[pixel]!) / Math.sqrt(energies[pixel]!);
    }
  }
  return responses;
}

/**
 * The sum of products of a filter with the patch around each pixel, and of what it starts from.
 *
 * @param padded wider and higher than `size` by half a filter on each side
 */
function correlate(
  padded: Float64Array,
  size: number,
  filter: Float64Array,
  filterSize: number,
  start: number,
): Float64Array {
  const wide = size + filterSize - 1;
  const sums = new Float64Array(size ** 2);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let sum = start;
      for (let row = 0, tap = 0; row < filterSize; row++) {
        const from = (y + row) * wide + x;
        for (let at = from; at < from + filterSize; at++, tap++) sum += filter[tap]! * padded[at]!;
      }
      sums[y * size + x] = sum;
    }
  }
  return sums;
}

/** The image continued beyond its borders by its own reflection. */
function reflectBorder(image: Float64Array, size: number, reach: number): Float64Array {
  const wide = size + 2 * reach;
  const inside = (index: number) => {
    const place = Math.abs(index - reach);
    return place < size ? place : 2 * (size - 1) - place;
  };
  return Float64Array.from(
    { length: wide * wide },
    (_, pixel) => image[inside(Math.floor(pixel / wide)) * size + inside(pixel % wide)] as number,
  );
}
