import type { Preprocessing } from '@ventral/images';
import type { ImageInput } from './image-input.ts';

/** What a network takes, as a function of pixels from 0 to 1, and back. */
export interface PixelInput {
  /**
   * Normalises images.
   *
   * @param pixels `images x height x width x 3`, red, green, blue
   * @param into `images x` what the network takes for one image
   */
  toInput(pixels: Float32Array, into: Float32Array): void;
  /**
   * Gradients by pixels of gradients by what the network takes.
   *
   * @param gradients as `into` above
   * @param into as `pixels` above
   */
  toPixels(gradients: Float32Array, into: Float32Array): void;
}

/** How pixels from 0 to 1 become what a network takes: `(255 pixel / divisor - mean) / std`, in its order. */
export function pixelInput(
  { layout, size: { width, height } }: ImageInput,
  { channelOrder, divisor, mean, std }: Preprocessing,
): PixelInput {
  const area = width * height;
  const [betweenChannels, betweenPixels] = layout === 'NCHW' ? [area, 1] : [1, 3];
  const order = channelOrder === 'RGB' ? [0, 1, 2] : [2, 1, 0];
  const [red, green, blue] = order.map((channel) => ({
    at: channel * betweenChannels,
    factor: 255 / divisor / std[channel]!,
    shift: mean[channel]! / std[channel]!,
  })) as [Channel, Channel, Channel];
  const length = 3 * area;
  return {
    toInput(pixels, into) {
      for (let first = 0; first < pixels.length; first += length) {
        normalise(pixels, into, first, area, betweenPixels, red, green, blue);
      }
    },
    toPixels(gradients, into) {
      for (let first = 0; first < into.length; first += length) {
        scale(gradients, into, first, area, betweenPixels, red, green, blue);
      }
    },
  };
}

/** Where a colour lies in what a network takes for an image, and what it is there. */
interface Channel {
  readonly at: number;
  readonly factor: number;
  readonly shift: number;
}

// Attacks go through these loops at every step: each stands alone, where engines make the best of it, and goes
// through the memory once for all colours.
/** One image, to every so manieth of `inputs` for each colour. */
function normalise(
  pixels: Float32Array,
  inputs: Float32Array,
  first: number,
  area: number,
  betweenPixels: number,
  { at: redAt, factor: redFactor, shift: redShift }: Channel,
  { at: greenAt, factor: greenFactor, shift: greenShift }: Channel,
  { at: blueAt, factor: blueFactor, shift: blueShift }: Channel,
): void {
  let [from, to] = [first, first];
  for (let place = 0; place < area; place++, from += 3, to += betweenPixels) {
    inputs[to + redAt] = pixels[from]! * redFactor - redShift;
    inputs[to + greenAt] = pixels[from + 1]! * greenFactor - greenShift;
    inputs[to + blueAt] = pixels[from + 2]! * blueFactor - blueShift;
  }
}

/** Back, times the factor. */
function scale(
  inputs: Float32Array,
  pixels: Float32Array,
  first: number,
  area: number,
  betweenPixels: number,
  { at: redAt, factor: redFactor }: Channel,
  { at: greenAt, factor: greenFactor }: Channel,
  { at: blueAt, factor: blueFactor }: Channel,
): void {
  let [from, to] = [first, first];
  for (let place = 0; place < area; place++, from += betweenPixels, to += 3) {
    pixels[to] = inputs[from + redAt]! * redFactor;
    pixels[to + 1] = inputs[from + greenAt]! * greenFactor;
    pixels[to + 2] = inputs[from + blueAt]! * blueFactor;
  }
}
