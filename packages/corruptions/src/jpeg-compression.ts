import { decodeImage, encodeJpeg } from '@ventral/images';
import { defineCorruption } from './corruption.ts';

/** Stored as JPEG and read again. A setting is libjpeg's quality, from 1 to 100. */
export const jpegCompression = defineCorruption<number>({
  name: 'jpeg-compression',
  title: 'JPEG compression',
  group: 'digital',
  settings: { imagenet: [25, 18, 15, 10, 7], cifar: [80, 65, 58, 50, 40] },
  corrupt: async (image, quality) =>
    decodeImage(await encodeJpeg(image, quality), `JPEG of quality ${quality}`),
});
