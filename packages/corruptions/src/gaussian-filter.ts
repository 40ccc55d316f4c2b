import { repeatEdge } from './beyond-edge.ts';
import { filterRaster } from './filter-raster.ts';
import type { Raster } from './raster.ts';

/**
 * A Gaussian filter, as scikit-image's `gaussian` by default: cut off at four standard deviations, the last
 * pixel standing for all beyond it.
 *
 * @param sigma standard deviation in pixels
 */
export function gaussianFilter(raster: Raster, sigma: number): Raster {
  const kernel = gaussianKernel(sigma, 4);
  const down = kernel.map(({ offset, weight }) => ({ x: 0, y: offset, weight }));
  const across = kernel.map(({ offset, weight }) => ({ x: offset, y: 0, weight }));
  return filterRaster(filterRaster(raster, down, repeatEdge), across, repeatEdge);
}

/**
 * The weights of a Gaussian filter, which add up to 1.
 *
 * @param truncate how many standard deviations it reaches, rounded to a pixel
 */
export function gaussianKernel(
  sigma: number,
  truncate: number,
): readonly { readonly offset: number; readonly weight: number }[] {
  const radius = Math.trunc(truncate * sigma + 0.5);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, index) => {
    const offset = index - radius;
    return { offset, weight: Math.exp((-0.5 * offset * offset) / (sigma * sigma)) };
  });
  const sum = kernel.reduce((total, { weight }) => total + weight, 0);
  return kernel.map(({ offset, weight }) => ({ offset, weight: weight / sum }));
}
