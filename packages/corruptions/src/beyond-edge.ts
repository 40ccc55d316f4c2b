import type { Raster } from './raster.ts';

/** What lies beyond the edge of an image: which index, from 0 to `length - 1`, stands for any other. */
export type BeyondEdge = (index: number, length: number) => number;

/** The last pixel again: `aaa|abcd|ddd`. SciPy's `nearest`, ImageMagick's `edge`. */
export const repeatEdge: BeyondEdge = (index, length) => Math.min(Math.max(index, 0), length - 1);

/** The image mirrored, with its last pixel: `cba|abcd|dcb`. SciPy's `reflect`. */
export const reflect: BeyondEdge = (index, length) => {
  const within = modulo(index, 2 * length);
  return within < length ? within : 2 * length - 1 - within;
};

/** The image mirrored about its last pixel: `dcb|abcd|cba`. OpenCV's default, SciPy's `mirror`. */
export const mirror: BeyondEdge = (index, length) => {
  if (length === 1) return 0;
  const within = modulo(index, 2 * length - 2);
  return within < length ? within : 2 * length - 2 - within;
};

function modulo(index: number, length: number): number {
  return ((index % length) + length) % length;
}

/** The rows with `margin` pixels more on both sides. */
export function widenRows(raster: Raster, margin: number, beyond: BeyondEdge): Raster {
  if (margin === 0) return raster;
  const { width, height, channels, values } = raster;
  const wide = width + 2 * margin;
  const widened = new Float64Array(wide * height * channels);
  for (let row = 0; row < height; row++) {
    const from = row * width * channels;
    const to = row * wide * channels;
    widened.set(values.subarray(from, from + width * channels), to + margin * channels);
    for (let step = 0; step < 2 * margin; step++) {
      const column = step < margin ? step : step + width;
      const source = from + beyond(column - margin, width) * channels;
      for (let channel = 0; channel < channels; channel++) {
        widened[to + column * channels + channel] = values[source + channel]!;
      }
    }
  }
  return { width: wide, height, channels, values: widened };
}
