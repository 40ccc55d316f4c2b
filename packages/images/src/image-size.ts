import type { RgbImage } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';

/** Width and height in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** The longest side that an image is enlarged to: more would take long, and gigabytes a batch. */
export const mostEnlargedPixels = 4096;

/**
 * Refuses sizes that no image has.
 *
 * @throws VentralError `OPTION_INVALID` unless both are whole numbers from 1 on
 */
export function checkImageSize({ width, height }: ImageSize): void {
  for (const length of [width, height]) {
    if (Number.isSafeInteger(length) && length > 0) continue;
    throw new VentralError('OPTION_INVALID', `An image cannot be ${width} x ${height} pixels.`, {
      hint: 'Width and height are whole numbers of pixels from 1 on.',
    });
  }
}

/**
 * Refuses images whose bytes do not fill their size, such as RGBA or grey data.
 *
 * @throws VentralError `SHAPE_MISMATCH`
 */
export function checkRgbImage({ width, height, data }: RgbImage): void {
  checkImageSize({ width, height });
  if (data.length === width * height * 3) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `An RGB image of ${width} x ${height} pixels has ${width * height * 3} bytes, not ${data.length}.`,
  );
}
