import type { SaliencyMethod } from './saliency-method.ts';

/**
 * How the response changes with each pixel.
 *
 * Reference: Simonyan, Vedaldi & Zisserman (2013), https://arxiv.org/abs/1312.6034
 */
export const gradient: SaliencyMethod = {
  title: 'How the response changes with each pixel',
  compute: async ({ slopes }) => ({ values: slopes, facts: {} }),
};
