import type { Layer } from '@ventral/core';

const mostImages = 32;
const mostBytes = 128 * 2 ** 20;

/**
 * How many images to run at once: at most 32, and so many that neither the asked layers together
 * nor any one value computed on the way to them takes more than 128 MB.
 *
 * @param layers of the whole network, in the order of computation
 * @param asked names of the layers to read
 */
export function batchSize(layers: readonly Layer[], asked: readonly string[]): number {
  const isAsked = ({ name }: Layer) => asked.includes(name);
  const computed = layers.slice(0, layers.findLastIndex(isAsked) + 1);
  const largest = Math.max(...computed.map(bytesPerImage));
  const together = computed.filter(isAsked).reduce((sum, layer) => sum + bytesPerImage(layer), 0);
  const images = Math.floor(mostBytes / Math.max(largest, together));
  return Math.min(mostImages, Math.max(1, images));
}

/** Of the values of a layer for one image, in float32. */
export function bytesPerImage({ shape }: Layer): number {
  // A size the file leaves open counts as one: the rest of the network bounds the batch.
  return shape.reduce<number>((product, size) => product * (size ?? 1), 4);
}
