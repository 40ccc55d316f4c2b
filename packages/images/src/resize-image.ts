import type { RgbImage } from '@ventral/arrays';
import { checkImageSize, checkRgbImage, type ImageSize } from './image-size.ts';
import {
  type ResamplingWeights,
  type ResizeFilter,
  resamplingWeights,
} from './resampling-weights.ts';

// An 8-bit pixel times a weight, with 2 bits of room for sums that overshoot, fills 32 bits.
const weightBits = 32 - 8 - 2;
const half = 1 << (weightBits - 1);

/**
 * Resizes as Pillow's `Image.resize` does, byte for byte.
 *
 * Method: rows first, then columns, each rounded to 8 bits; weights and sums in 32-bit fixed point.
 * Time grows with the pixels of input and output and, where the image shrinks, with the factor.
 *
 * @throws VentralError `OPTION_INVALID` for a size that no image has
 */
export function resizeImage(image: RgbImage, size: ImageSize, filter: ResizeFilter): RgbImage {
  checkRgbImage(image);
  checkImageSize(size);
  const { width, height } = size;
  if (filter === 'nearest') return takeNearest(image, size);
  const wide =
    width === image.width
      ? image
      : weighColumns(image, width, resamplingWeights(image.width, width, filter, weightBits));
  if (height === image.height) return { width, height, data: wide.data.slice() };
  return weighRows(wide, height, resamplingWeights(image.height, height, filter, weightBits));
}

/**
 * Resizes an image so that its shorter side has `shorterSide` pixels, as torchvision's `Resize`
 * does: the longer side is rounded down.
 *
 * @throws VentralError `OPTION_INVALID` for a size that no image has
 */
export function resizeShorterSide(
  image: RgbImage,
  shorterSide: number,
  filter: ResizeFilter,
): RgbImage {
  return resizeImage(image, shorterSideSize(image, shorterSide), filter);
}

/** The size of an image whose shorter side was resized to `shorterSide` pixels. */
export function shorterSideSize({ width, height }: ImageSize, shorterSide: number): ImageSize {
  const longerSide = Math.trunc((shorterSide * Math.max(width, height)) / Math.min(width, height));
  return width <= height
    ? { width: shorterSide, height: longerSide }
    : { width: longerSide, height: shorterSide };
}

function weighColumns(image: RgbImage, width: number, along: ResamplingWeights): RgbImage {
  const { height, data: input } = image;
  const { starts, counts, weights, taps } = along;
  const output = new Uint8ClampedArray(width * height * 3);
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let red = half;
      let green = half;
      let blue = half;
      let from = (row * image.width + starts[column]!) * 3;
      const first = column * taps;
      const end = first + counts[column]!;
      for (let tap = first; tap < end; tap++) {
        const weight = weights[tap]!;
        red += Math.imul(weight, input[from]!);
        green += Math.imul(weight, input[from + 1]!);
        blue += Math.imul(weight, input[from + 2]!);
        from += 3;
      }
      output[to] = red >> weightBits;
      output[to + 1] = green >> weightBits;
      output[to + 2] = blue >> weightBits;
      to += 3;
    }
  }
  return { width, height, data: new Uint8Array(output.buffer) };
}

function weighRows(image: RgbImage, height: number, along: ResamplingWeights): RgbImage {
  const { width, data: input } = image;
  const { starts, counts, weights, taps } = along;
  const line = width * 3;
  const output = new Uint8ClampedArray(line * height);
  const sums = new Int32Array(line);
  for (let row = 0; row < height; row++) {
    sums.fill(half);
    const first = row * taps;
    const end = first + counts[row]!;
    let from = starts[row]! * line;
    // Two lines at a time, and the last straight into the output: half the traffic with memory.
    let tap = first;
    for (; tap + 2 < end; tap += 2) {
      const weight = weights[tap]!;
      const nextWeight = weights[tap + 1]!;
      for (let index = from; index < from + line; index++) {
        sums[index - from]! +=
          Math.imul(weight, input[index]!) + Math.imul(nextWeight, input[index + line]!);
      }
      from += 2 * line;
    }
    const weight = weights[tap]!;
    const [nextWeight, next] = tap + 1 < end ? [weights[tap + 1]!, from + line] : [0, from];
    for (let index = 0; index < line; index++) {
      const sum =
        sums[index]! +
        Math.imul(weight, input[from + index]!) +
        Math.imul(nextWeight, input[next + index]!);
      output[row * line + index] = sum >> weightBits;
    }
  }
  return { width, height, data: new Uint8Array(output.buffer) };
}

function takeNearest(image: RgbImage, { width, height }: ImageSize): RgbImage {
  const columns = nearestPixels(image.width, width);
  const rows = nearestPixels(image.height, height);
  const data = new Uint8Array(width * height * 3);
  let to = 0;
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * image.width + column) * 3;
      data[to++] = image.data[from]!;
      data[to++] = image.data[from + 1]!;
      data[to++] = image.data[from + 2]!;
    }
  }
  return { width, height, data };
}

function nearestPixels(input: number, output: number): Int32Array {
  const step = input / output;
  const pixels = new Int32Array(output);
  // Added up rather than multiplied: its rounding errors decide ties, and are Pillow's.
  let position = step * 0.5;
  for (let pixel = 0; pixel < output; pixel++) {
    pixels[pixel] = position;
    position += step;
  }
  return pixels;
}
