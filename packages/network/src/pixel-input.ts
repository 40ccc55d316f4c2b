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
  // Loops without a function for each pixel: attacks go through them at every step.
  return {
    toInput(pixels, into) {
      for (let first = 0; first < pixels.length; first += 3 * area) {
        for (const [color, { at, factor, shift }] of channels.entries()) {
          let [pixel, input] = [first + color, first + at];
          for (let place = 0; place < area; place++, pixel += 3, input += betweenPixels) {
            into[input] = pixels[pixel]! * factor - shift;
          }
        }
      }
    },
    toPixels(gradients, into) {
      for (let first = 0; first < into.length; first += 3 * area) {
        for (const [color, { at, factor }] of channels.entries()) {
          let [pixel, input] = [first + color, first + at];
          for (let place = 0; place < area; place++, pixel += 3, input += betweenPixels) {
            into[pixel] = gradients[input]! * factor;
          }
        }
      }
    },
  };
}
