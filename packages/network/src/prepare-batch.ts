import type { RgbImage } from '@ventral/arrays';
import { type Preprocessing, preprocess } from '@ventral/images';
import type { ImageInput } from './image-input.ts';

/**
 * Preprocesses images into the rows of one batch. Rows without an image repeat the last one: a
 * network with a fixed batch has to be given all of them.
 *
 * @param batch `rows x` what the network takes for one image, with rows for all images at least
 */
export function prepareBatch(
  images: readonly RgbImage[],
  batch: Float32Array,
  { layout, size }: ImageInput,
  preprocessing: Preprocessing,
): void {
  const length = 3 * size.width * size.height;
  for (const [row, image] of images.entries()) {
    preprocess(image, preprocessing, size, layout, batch, row * length);
  }
  const last = (images.length - 1) * length;
  for (let from = last + length; from < batch.length; from += length) {
    batch.copyWithin(from, last, last + length);
  }
}
