import { reflect } from './beyond-edge.ts';
import { gaussianKernel } from './gaussian-filter.ts';
import { sumStretches } from './sum-stretches.ts';

/**
 * A Gaussian filter cut off at three standard deviations, with the values mirrored beyond the edge: SciPy's
 * `gaussian_filter` in mode `reflect`.
 *
 * Where it reaches beyond the image, what falls on the same value by mirroring is added up first, so that a filter of
 * a thousand pixels takes no longer than one as wide as the image.
 *
 * @param values `height * width`, row by row
 * @param sigma standard deviation in pixels; 0 changes nothing
 */
export function reflectingGaussian(
  values: Float64Array,
  width: number,
  height: number,
  sigma: number,
): Float64Array {
  if (sigma === 0) return values;
  const down = filterColumns(values, width, height, sigma);
  const across = filterColumns(transposed(down, width, height), height, width, sigma);
  return transposed(across, height, width);
}

function filterColumns(values: Float64Array, width: number, height: number, sigma: number) {
  const kernel = gaussianKernel(sigma, 3);
  const filtered = new Float64Array(values.length);
  for (let row = 0; row < height; row++) {
    const folded = new Float64Array(height);
    for (const { offset, weight } of kernel) folded[reflect(row + offset, height)]! += weight;
    const rows = [...folded.keys()].filter((index) => folded[index] !== 0);
    const starts = Int32Array.from(rows, (index) => index * width);
    const weights = Float64Array.from(rows, (index) => folded[index]!);
    sumStretches(values, starts, weights, filtered, row * width, width);
  }
  return filtered;
}

function transposed(values: Float64Array, width: number, height: number): Float64Array {
  const turned = new Float64Array(values.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      turned[column * height + row] = values[row * width + column]!;
    }
  }
  return turned;
}
