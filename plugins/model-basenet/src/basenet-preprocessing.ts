import type { Preprocessing } from '@ventral/images';

/** Images from -1 to 1. */
export const preprocessing: Preprocessing = {
  resize: { mode: 'stretch', filter: 'bilinear' },
  channelOrder: 'RGB',
  divisor: 255,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
};
