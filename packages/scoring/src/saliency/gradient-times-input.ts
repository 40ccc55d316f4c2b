import type { SaliencyMethod } from './saliency-method.ts';

/**
 * The gradient times the value of the pixel, from 0 (black) to 1: what each pixel adds, as far as the
 * network is linear.
 *
 * Reference: Shrikumar, Greenside, Shcherbina & Kundaje (2016), https://arxiv.org/abs/1605.01713
 */
export const gradientTimesInput: SaliencyMethod = {
  title: 'Gradient times the value of the pixel',
  compute: async ({ slopes, pixels }) => ({
    values: slopes.map((slope, place) => slope * pixels[place]!),
    facts: {},
  }),
};
