import { VentralError } from '@ventral/errors';
import { readNpyFile } from '@ventral/files';
import { type ImageRows, imageBytes, requireClass, side } from './image-rows.ts';

// Of 255 x, where x is a level of 255 as the nearest float32.
const rounding = 1e-4;

/**
 * Reads images and labels of .npy files: `images x 32 x 32 x 3` from 0 to 1, which have to be whole levels
 * of 255, and one whole number an image.
 *
 * @throws VentralError `DATA_CORRUPT` for another shape, a pixel that is no whole level, or a class
 *   that there is not
 */
export async function readExact(imagePath: string, labelPath: string): Promise<ImageRows> {
  const images = await readNpyFile(imagePath);
  const labels = await readNpyFile(labelPath);
  const [count = 0, ...sizes] = images.shape;
  const isOfImages = sizes.length === 3 && sizes[0] === side && sizes[1] === side && sizes[2] === 3;
  if (!isOfImages || labels.shape.length !== 1 || labels.shape[0] !== count) {
    const shapes = `[${images.shape.join(', ')}] and [${labels.shape.join(', ')}]`;
    throw new VentralError(
      'DATA_CORRUPT',
      `Images and labels are ${shapes}, and not [n, ${side}, ${side}, 3] and [n].`,
    );
  }
  const pixels = new Uint8Array(count * imageBytes);
  for (let index = 0; index < pixels.length; index++) {
    const level = 255 * Number(images.values[index]);
    const whole = Math.round(level);
    if (!(Math.abs(level - whole) < rounding && whole >= 0 && whole <= 255)) {
      throw new VentralError(
        'DATA_CORRUPT',
        `Image ${Math.floor(index / imageBytes)} of ${imagePath} has a pixel of ${images.values[index]}, ` +
          'which is no whole level of 255: it is not as the authors published it.',
      );
    }
    pixels[index] = whole;
  }
  return {
    labels: Array.from(labels.values as Iterable<number | bigint>, (label, image) =>
      requireClass(Number(label), image, labelPath),
    ),
    pixels,
  };
}
