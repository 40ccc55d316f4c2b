import type { RgbImage } from '@ventral/arrays';
import { checkRgbImage } from './image-size.ts';
import { loadSharp } from './load-sharp.ts';

/**
 * Encodes an image as a JPEG file, with the tables of the standard's annex K scaled as libjpeg does and colours at
 * half the size: decoded again, it has the values that Pillow's `save(..., 'JPEG', quality=...)` leaves.
 *
 * @param quality a whole number from 1 to 100
 * @throws VentralError `SHAPE_MISMATCH` where the values are not those of an image of the stated size
 * @throws VentralError `DEPENDENCY_MISSING` where sharp has no binary for this machine
 */
export async function encodeJpeg(image: RgbImage, quality: number): Promise<Uint8Array> {
  checkRgbImage(image);
  const { width, height, data } = image;
  const sharp = await loadSharp();
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality, chromaSubsampling: '4:2:0', mozjpeg: false, optimiseCoding: false })
    .toBuffer();
}
