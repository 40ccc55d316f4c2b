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
  const channels = order.map((channel) => ({
    at: channel * betweenChannels,
    factor: 255 / divisor / std[channel]!,
    shift: mean[channel]! / std[channel]!,
  }));
  const length = 3 * area;
  return {
    toInput(pixels, into) {
      for (let first = 0; first < pixels.length; first += length) {
        for (const [color, { at, factor, shift }] of channels.entries()) {
          const colors = pixels.subarray(first + color, first + length);
          const inputs = into.subarray(first + at, first + length);
          normalise(colors, inputs, area, betweenPixels, factor, shift);
        }
      }
    },
    toPixels(gradients, into) {
      for (let first = 0; first < into.length; first += length) {
        for (const [color, { at, factor }] of channels.entries()) {
          const inputs = gradients.subarray(first + at, first + length);
          scale(inputs, into.subarray(first + color, first + length), area, betweenPixels, factor);
        }
      }
    },
  };
}

// Attacks go through these loops at every step: each stands alone, where engines make the best of it.
/** One colour of an image: every third of `colors`, to every so manieth of `inputs`. */
function normalise(
  colors: Float32Array,
  inputs: Float32Array,
  area: number,
  betweenPixels: number,
  factor: number,
  shift: number,
): void {
  for (let place = 0, from = 0, to = 0; place < area; place++, from += 3, to += betweenPixels) {
    inputs[to] = colors[from]! * factor - shift;
  }
}

/** Back, times the factor. */
function scale(
  inputs: Float32Array,
  colors: Float32Array,
  area: number,
  betweenPixels: number,
  factor: number,
): void {
  for (let place = 0, to = 0, from = 0; place < area; place++, to += 3, from += betweenPixels) {
    colors[to] = inputs[from]! * factor;
  }
}
