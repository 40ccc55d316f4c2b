import type { RgbImage } from '@ventral/arrays';

/** Images of one size as pixels from 0 (black) to 1: `images x height x width x 3`. */
export function pixelsOf(images: readonly RgbImage[]): Float32Array {
  const length = images[0]?.data.length ?? 0;
  const pixels = new Float32Array(images.length * length);
  for (const [index, { data }] of images.entries()) {
    for (let at = 0; at < length; at++) pixels[index * length + at] = data[at]! / 255;
  }
  return pixels;
}
