import { orientations, s1Filter } from './s1-filter.ts';
import type { FilterSize, ScaleBand } from './scale-bands.ts';

/** Keeps the response to darkness from being 0 / 0. */
export const leastEnergy = 1e-6;

/** What the C1 cells of one band say of an image. */
export interface C1Responses {
  /** Cells a side. */
  readonly width: number;
  /** From 0 to 1; `orientations x width x width`. */
  readonly values: Float64Array;
}

/**
 * Computes the C1 cells of one band in float64, the same on every machine: templates are cut out of
 * them. The network itself computes them with the runtime's kernels.
 *
 * @param image grey levels, row-major, `size x size`
 */
export function c1Responses(image: Float64Array, size: number, band: ScaleBand): C1Responses {
  const width = Math.floor((size - band.grid) / band.step) + 1;
  const values = new Float64Array(orientations.length * width * width);
  for (const filterSize of band.sizes) {
    const s1 = s1Responses(image, size, filterSize);
    for (let cell = 0; cell < values.length; cell++) {
      const left = (cell % width) * band.step;
      const top = (Math.floor(cell / width) % width) * band.step;
      const map = Math.floor(cell / width ** 2) * size ** 2;
      let largest = values[cell] as number;
      for (let y = top; y < top + band.grid; y++) {
        for (let x = left; x < left + band.grid; x++) {
          largest = Math.max(largest, s1[map + y * size + x] as number);
        }
      }
      values[cell] = largest;
    }
  }
  return { width, values };
}

/** @returns `orientations x size x size` */
function s1Responses(image: Float64Array, size: number, filterSize: FilterSize): Float64Array {
  const filters = orientations.map((orientation) => s1Filter(filterSize, orientation));
  const reach = (filterSize.size - 1) / 2;
  const wide = size + 2 * reach;
  const padded = reflectBorder(image, size, reach);
  const patch = new Float64Array(filterSize.size ** 2);
  const responses = new Float64Array(filters.length * size ** 2);
  for (let pixel = 0; pixel < size ** 2; pixel++) {
    const corner = Math.floor(pixel / size) * wide + (pixel % size);
    let energy = leastEnergy;
    for (let index = 0; index < patch.length; index++) {
      const row = Math.floor(index / filterSize.size);
      const level = padded[corner + row * wide + (index % filterSize.size)] as number;
      patch[index] = level;
      energy += level * level;
    }
    for (const [map, filter] of filters.entries()) {
      let product = 0;
      for (let index = 0; index < patch.length; index++) {
        product += (filter[index] as number) * (patch[index] as number);
      }
      responses[map * size ** 2 + pixel] = Math.abs(product) / Math.sqrt(energy);
    }
  }
  return responses;
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
