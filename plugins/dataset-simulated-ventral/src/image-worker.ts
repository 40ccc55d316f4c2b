/**
 * What runs in each thread of {@link eachInThreads}.
 *
 * @module
 */
import { imageSize } from './render-block.ts';
import { describeContours, v4Features } from './v4-front-end.ts';

export { renderBlock } from './render-block.ts';

/** The features of {@link describeContours} for several images, image by image. */
export function describeImages(pixels: Uint8Array): Float32Array {
  const size = imageSize ** 2;
  const count = pixels.length / size;
  const features = new Float32Array(count * v4Features.length);
  for (let row = 0; row < count; row++) {
    const image = pixels.subarray(row * size, (row + 1) * size);
    features.set(describeContours(image, imageSize), row * v4Features.length);
  }
  return features;
}
