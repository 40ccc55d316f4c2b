import type { Parametrization } from './parametrization.ts';

/**
 * Images as their pixels, begun as uniform noise about mid-grey and cut off at black and white.
 *
 * Reference: Bashivan, Kar & DiCarlo (2019), https://doi.org/10.1126/science.aav9436
 */
export const pixelParametrization: Parametrization = {
  stepSize: 0.01,
  draw: ({ width, height, planes }, random) =>
    Float32Array.from(
      { length: planes * height * width },
      () => 0.25 + 0.5 * random.randomSample(),
    ),
  toValues: async (numbers) => numbers.slice(),
  toSlopes: async (slopes) => slopes,
  confine(numbers) {
    for (let at = 0; at < numbers.length; at++) {
      numbers[at] = Math.max(0, Math.min(1, numbers[at]!));
    }
  },
};
