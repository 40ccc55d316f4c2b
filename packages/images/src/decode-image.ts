import type { RgbImage } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Sharp } from 'sharp';
import { decodeBmp, isBmp } from './decode-bmp.ts';
import { isJpeg, strayMarker } from './jpeg-markers.ts';
import { loadSharp } from './load-sharp.ts';

const readableFormats = ['png', 'jpeg', 'webp', 'gif', 'tiff', 'bmp'];

/**
 * Decodes a PNG, JPEG, WebP, GIF, TIFF or BMP file (of several pages, the first) to the values that
 * Pillow gives as RGB, which are those that Brain-Score shows to a model.
 *
 * Grey is repeated in three channels, a palette is resolved, alpha is dropped without blending, of
 * 16 bits the high 8 are kept, and CMYK becomes `(255 - C) * (255 - K) / 255`. Colour profiles,
 * gamma and EXIF rotation are not applied. (Brain-Score fails on CMYK, 16-bit grey and bilevel
 * files.)
 *
 * @param name the file or stimulus, for errors
 * @throws VentralError `IMAGE_UNREADABLE` for any other file, and for one that is truncated
 * @throws VentralError `DEPENDENCY_MISSING` where sharp has no binary for this machine
 */
export async function decodeImage(bytes: Uint8Array, name: string): Promise<RgbImage> {
  try {
    if (isBmp(bytes)) return decodeBmp(bytes);
    const stray = isJpeg(bytes) ? strayMarker(bytes) : undefined;
    if (stray !== undefined) {
      const marker = stray.toString(16).toUpperCase();
      throw unreadable(name, `is damaged: among its pixels is a marker FF ${marker}`);
    }
    const sharp = await loadSharp();
    // 'error' refuses missing pixels; 'warning' would also refuse what Pillow reads in full.
    const image = sharp(bytes, { failOn: 'error', ignoreIcc: true });
    const { format, depth, space } = await image.metadata();
    if (!readableFormats.includes(format)) throw unreadable(name, `is a file of type ${format}`);
    if (depth !== 'uchar' && depth !== 'ushort') throw unreadable(name, `has ${depth} pixels`);
    return space === 'cmyk' ? await decodeCmyk(image) : await decodeRgb(image);
  } catch (cause) {
    if (cause instanceof VentralError) throw cause;
    throw unreadable(name, `of ${bytes.length} bytes cannot be decoded`, cause);
  }
}

async function decodeRgb(image: Sharp): Promise<RgbImage> {
  const { data, info } = await image
    .removeAlpha()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: plainBytes(data) };
}

async function decodeCmyk(image: Sharp): Promise<RgbImage> {
  const { data, info } = await image
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const rgb = new Uint8Array(info.width * info.height * 3);
  for (let pixel = 0; pixel < info.width * info.height; pixel++) {
    const light = 255 - data[pixel * info.channels + 3]!;
    for (let channel = 0; channel < 3; channel++) {
      const ink = data[pixel * info.channels + channel]!;
      rgb[pixel * 3 + channel] = light - Math.round((ink * light) / 255);
    }
  }
  return { width: info.width, height: info.height, data: rgb };
}

// Node's Buffer is a Uint8Array whose slice() shares memory; what is returned is a plain one.
function plainBytes({ buffer, byteOffset, length }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

function unreadable(name: string, what: string, cause?: unknown): VentralError {
  const why = cause instanceof Error ? `: ${cause.message.trim().split('\n').join(', ')}` : '';
  return new VentralError('IMAGE_UNREADABLE', `The image '${name}' ${what}${why}.`, {
    hint: `Check that the file is whole, or convert it: ${readableFormats.join(', ')} can be read.`,
    cause,
  });
}
