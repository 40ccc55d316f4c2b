import { reflect } from './beyond-edge.ts';
import { gaussianKernel } from './gaussian-filter.ts';
import { type WeighedPieces, weighRows } from './weigh-rows.ts';

/**
 * A Gaussian filter cut off at three standard deviations, with the values mirrored beyond the edge: SciPy's
 * `gaussian_filter` in mode `reflect`.
 *
 * Where it reaches beyond the image, what falls on the same value by mirroring is added up first, so that a filter of
 * a thousand pixels takes no longer than one as wide as the image.
 *
 * @param sigma standard deviation in pixels; 0 changes nothing
 * @returns what filters `height * width` values, row by row
 */
export function reflectingGaussian(
  width: number,
  height: number,
  sigma: number,
): (values: Float64Array) => Float64Array {
  if (sigma === 0) return (values) => values;
  const down = piecesOf(height, width, sigma);
  const across = width === height ? down : piecesOf(width, height, sigma);
  return (values) => {
    const filtered = weighRows(values, height, width, (row) => down[row]!);
    const turned = transposed(filtered, width, height);
    return transposed(
      weighRows(turned, width, height, (row) => across[row]!),
      height,
      width,
    );
  };
}

/** What each of `count` rows of `length` values becomes the sum of. */
function piecesOf(count: number, length: number, sigma: number): readonly WeighedPieces[] {
  const kernel = gaussianKernel(sigma, 3);
  return Array.from({ length: count }, (_, row) => {
    const folded = new Float64Array(count);
    for (const { offset, weight } of kernel) folded[reflect(row + offset, count)]! += weight;
    const rows = [...folded.keys()].filter((index) => folded[index] !== 0);
    return {
      starts: Int32Array.from(rows, (index) => index * length),
      weights: Float64Array.from(rows, (index) => folded[index]!),
    };
  });
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
