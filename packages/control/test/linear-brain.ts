import { aimValue } from '@ventral/control';
import type { ReadoutGradient, ResponseAim } from '@ventral/core';
import { RandomState } from '@ventral/numerics';

const [width, height] = [8, 6];

/** Three sites whose responses are weighted sums of the pixels, and the exact slopes of what is wanted of them. */
export function linearBrain(
  aim: ResponseAim,
): ReadoutGradient & { readonly weights: Float64Array } {
  const length = 3 * width * height;
  const random = new RandomState(9);
  const weights = Float64Array.from({ length: 3 * length }, () => random.standardNormal() / 4);
  const respond = (pixels: Float32Array) =>
    Float32Array.from({ length: 3 }, (_, site) =>
      pixels.reduce((sum, pixel, at) => sum + pixel * weights[site * length + at]!, 0),
    );
  return {
    weights,
    size: { width, height },
    fit: (image) => image,
    async run(pixels, goals) {
      const images = pixels.length / length;
      const responses = new Float32Array(3 * images);
      const gradients = new Float32Array(pixels.length);
      for (let image = 0; image < images; image++) {
        const own = respond(pixels.subarray(image * length, (image + 1) * length));
        const wanted = goals.subarray(3 * image, 3 * image + 3);
        responses.set(own, 3 * image);
        for (let site = 0; site < 3; site++) {
          // The slope of the aim by one response, from both sides.
          const beside = [-1e-3, 1e-3].map((step) => {
            const moved = Float64Array.from(own);
            moved[site]! += step;
            return aimValue(aim, moved, wanted);
          });
          const slope = (beside[1]! - beside[0]!) / 2e-3;
          for (let at = 0; at < length; at++) {
            gradients[image * length + at]! += slope * weights[site * length + at]!;
          }
        }
      }
      return { responses, gradients };
    },
    async [Symbol.asyncDispose]() {},
  };
}
