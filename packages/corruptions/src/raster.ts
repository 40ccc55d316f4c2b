import type { RgbImage } from '@ventral/arrays';
import { summedLevel } from './grey-level.ts';

/** Values of pixels that are no bytes: of the whole image, or of a layer that is laid over it. */
export interface Raster {
  /** Pixels per row. */
  readonly width: number;
  /** Number of rows. */
  readonly height: number;
  /** Values a pixel: 3 of an image, 1 of a layer. */
  readonly channels: number;
  /** `height * width * channels` values, row by row. */
  readonly values: Float64Array;
}

/** An image as a raster of 0 to 255. */
export function rasterOf({ width, height, data }: RgbImage): Raster {
  return { width, height, channels: 3, values: new Float64Array(data) };
}

/** The image that is nearest below a raster of 0 to 255. */
export function imageOf({ width, height, values }: Raster): RgbImage {
  const data = new Uint8Array(values.length);
  for (let index = 0; index < data.length; index++) data[index] = summedLevel(values[index]!);
  return { width, height, data };
}
