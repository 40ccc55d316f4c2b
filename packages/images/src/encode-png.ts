import type { RgbImage } from '@ventral/arrays';
import { checkRgbImage } from './image-size.ts';
import { loadSharp } from './load-sharp.ts';

/**
 * Encodes an image as a PNG file, without loss. The same image gives the same bytes, for one version of
 * sharp.
 *
 * @throws VentralError `SHAPE_MISMATCH` where the values are not those of an image of the stated size
 * @throws VentralError `DEPENDENCY_MISSING` where sharp has no binary for this machine
 */
export async function encodePng(image: RgbImage): Promise<Uint8Array> {
  checkRgbImage(image);
  const { width, height, data } = image;
  const sharp = await loadSharp();
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
}
