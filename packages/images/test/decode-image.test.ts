import { createHash } from 'node:crypto';
import { decodeImage } from '@ventral/images';
import { describeReference } from '@ventral/testing';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { differing, fixture, goldenArray, goldenImage, goldenIndex, pillow } from './golden.ts';

describe('decodeImage', () => {
  test.each(pillow.decoded)('$image has the values Pillow gives', async (expected) => {
    const image = await decodeImage(fixture(expected.image), expected.image);
    expect([image.width, image.height]).toEqual([expected.width, expected.height]);
    expect(createHash('sha256').update(image.data).digest('hex')).toBe(expected.sha256);
  });

  test.each(['png', 'webp', 'gif', 'tiff'] as const)('reads %s', async (format) => {
    const data = Uint8Array.from({ length: 5 * 4 * 3 }, (_, index) => (index % 7) * 40);
    const raw = { width: 5, height: 4, channels: 3 as const };
    const lossless = { lossless: true, compression: 'lzw' };
    const bytes = await sharp(data, { raw }).toFormat(format, lossless).toBuffer();
    expect(await decodeImage(bytes, format)).toEqual({ width: 5, height: 4, data });
  });

  test('applies no colour profile', async () => {
    const data = Uint8Array.from([200, 30, 90]);
    const pixel = sharp(data, { raw: { width: 1, height: 1, channels: 3 } });
    const bytes = await pixel.keepIccProfile().withIccProfile('p3').png().toBuffer();
    const { icc } = await sharp(bytes).metadata();
    expect(icc).toBeDefined();
    const stored = await sharp(bytes, { ignoreIcc: true }).raw().toBuffer();
    expect((await decodeImage(bytes, 'p3')).data).toEqual(new Uint8Array(stored));
  });

  test.each([
    ['rgb.jpg', 1],
    ['rgb.jpg', 2000],
    ['cmyk.jpg', 100],
    ['rgba.png', 100],
    ['rgba.png', 8000],
  ])('refuses %s without its last %d bytes', async (name, missing) => {
    const bytes = fixture(name);
    await expect(decodeImage(bytes.subarray(0, -missing), name)).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: expect.stringContaining(`'${name}' of ${bytes.length - missing} bytes`),
    });
  });

  test.each([
    ['nothing', ''],
    ['text', 'This is no image.'],
    ['svg', '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'],
  ])('refuses %s', async (name, text) => {
    await expect(decodeImage(new TextEncoder().encode(text), name)).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: expect.stringContaining(`'${name}'`),
      hint: expect.stringContaining('png, jpeg, webp, gif, tiff'),
    });
  });

  test('refuses pixels that are no grey levels', async () => {
    await expect(decodeImage(fixture('float.tiff'), 'float.tiff')).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: "The image 'float.tiff' has float pixels.",
    });
  });
});

describeReference('decodeImage on every reference image', 'golden/images', () => {
  const { images } = goldenIndex();
  const decoded = Object.entries(images).flatMap(([name, { decoded }]) =>
    decoded === undefined || name === 'cmyk.jpg' ? [] : [{ name, decoded }],
  );
  test('there are images', () => {
    expect(decoded.length).toBeGreaterThan(8);
  });

  test.each(decoded)('$name', async ({ name, decoded }) => {
    const { height, width, data } = await goldenImage(name);
    const expected = goldenArray(decoded);
    expect([height, width, 3]).toEqual(expected.shape);
    expect(differing(data, expected.values)).toBe(0);
  });
});
