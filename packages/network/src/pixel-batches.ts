import { VentralError } from '@ventral/errors';
import type { Preprocessing } from '@ventral/images';
import type { ImageInput } from './image-input.ts';
import { pixelInput } from './pixel-input.ts';

/** Some images at once, as a network takes them. */
export interface PixelBatch {
  /** Index of the first image. */
  readonly start: number;
  readonly count: number;
  /** What is given to the network: `count`, or more where its file fixes their number. */
  readonly rows: number;
  /** `rows x` what the network takes for one image; the next batch takes their place. */
  readonly values: Float32Array;
  /** Gradients by pixels, `count x height x width x 3`, of gradients by `values`. */
  toPixels(gradients: Float32Array, into: Float32Array): void;
}

/**
 * Goes through images, given as pixels from 0 to 1, in batches as a network takes them. A network of a fixed
 * batch has to be given all of it; rows to spare repeat the first image.
 *
 * @param pixels `images x height x width x 3`
 * @param most images at once, where the file takes any number
 * @throws VentralError `SHAPE_MISMATCH` for what are no such images
 */
export function* pixelBatches(
  pixels: Float32Array,
  input: ImageInput,
  preprocessing: Preprocessing,
  most: number,
): Generator<PixelBatch> {
  const { width, height } = input.size;
  const length = 3 * width * height;
  const images = pixels.length / length;
  if (!Number.isInteger(images)) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${pixels.length} values are no images of ${height} x ${width} x 3.`,
    );
  }
  const { toInput, toPixels } = pixelInput(input, preprocessing);
  const together = input.batch ?? Math.min(images, most);
  const all = new Float32Array(together * length);
  for (let start = 0; start < images; ) {
    const count = Math.min(images - start, together);
    const rows = input.batch ?? count;
    const values = all.subarray(0, rows * length);
    toInput(pixels.subarray(start * length, (start + count) * length), values);
    for (let row = count; row < rows; row++) values.copyWithin(row * length, 0, length);
    yield {
      ...{ start, count, rows, values },
      toPixels: (gradients, into) => toPixels(gradients.subarray(0, count * length), into),
    };
    start += count;
  }
}
