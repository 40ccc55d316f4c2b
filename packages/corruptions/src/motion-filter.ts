import { repeatEdge } from './beyond-edge.ts';
import { filterRaster, type Tap } from './filter-raster.ts';
import type { Raster } from './raster.ts';

/** How long a streak is, and how it fades. */
export interface Streak {
  /** The streak reaches twice as many pixels, in one direction. */
  readonly radius: number;
  /** Standard deviation in pixels with which it fades from its beginning. */
  readonly sigma: number;
}

/**
 * Motion blur as ImageMagick's `MotionBlurImage`: each pixel is a mean of those that begin with it and lie in
 * one direction, with the weights of half a Gaussian; the last pixel stands for all beyond it.
 *
 * @param angle of the direction, in degrees; 0 is to the right, 90 down
 */
export function motionFilter(raster: Raster, { radius, sigma }: Streak, angle: number): Raster {
  const radians = (angle * Math.PI) / 180;
  const steps = Array.from({ length: 2 * radius + 1 }, (_, step) => ({
    x: Math.ceil(step * Math.cos(radians) - 0.5),
    y: Math.ceil(step * Math.sin(radians) - 0.5),
    weight: Math.exp((-step * step) / (2 * sigma * sigma)),
  }));
  const sum = steps.reduce((total, { weight }) => total + weight, 0);
  const taps = steps.map(({ x, y, weight }): Tap => ({ x, y, weight: weight / sum }));
  return filterRaster(raster, taps, repeatEdge);
}
