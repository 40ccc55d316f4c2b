/**
 * What threads that render and describe images run.
 *
 * @module
 */
import { type ThreadFunction, threadFunction } from '@ventral/numerics';
import * as block from './render-block.ts';
import { describeContours, v4Features } from './v4-front-end.ts';

/** Renders a block of images: see `renderBlock`. */
export const renderBlock: ThreadFunction<block.ImageBlock, Uint8Array> = threadFunction(
  block.renderBlock,
  ({ buffer }) => [buffer],
);

/** The features of {@link describeContours} for several images, image by image. */
export const describeImages: ThreadFunction<Uint8Array, Float32Array> = threadFunction((pixels) => {
  const size = block.imageSize ** 2;
  const count = pixels.length / size;
  const features = new Float32Array(count * v4Features.length);
  for (let row = 0; row < count; row++) {
    const image = pixels.subarray(row * size, (row + 1) * size);
    features.set(describeContours(image, block.imageSize), row * v4Features.length);
  }
  return features;
});
