import type { Layer } from '@ventral/core';
import { bytesPerImage } from './batch-size.ts';

const mostImages = 64;
const mostBytes = 256 * 2 ** 20;

/**
 * How many images to differentiate at once: at most 64, and so many that all values of the network, forward
 * and backward, take no more than 256 MB.
 */
export function gradientBatch(layers: readonly Layer[]): number {
  const bytes = 2 * layers.reduce((sum, layer) => sum + bytesPerImage(layer), 0);
  return Math.min(mostImages, Math.max(1, Math.floor(mostBytes / bytes)));
}
