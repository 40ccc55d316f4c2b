import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
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
    ['FF 8B', [0xff, 0x8b]],
    ['FF D8', [0xff, 0xd8]],
    ['FF C0', [0xff, 0xc0]],
    ['FF CC', [0xff, 0xcc]],
  ])('refuses a JPEG with a marker %s among its pixels, as Pillow does', async (marker, pair) => {
    const bytes = Uint8Array.from(fixture('rgb.jpg'));
    bytes.set(pair, bytes.length - 1500);
    await expect(decodeImage(bytes, 'rgb.jpg')).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: `The image 'rgb.jpg' is damaged: among its pixels is a marker ${marker}.`,
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

interface BmpFile {
  readonly name: string;
  readonly bytes: string;
  readonly width?: number;
  readonly height?: number;
  readonly rgb?: string;
}

describe('bmp-images', () => {
  const { files }: { readonly files: readonly BmpFile[] } = JSON.parse(
    readFileSync(new URL('fixtures/bmp.json', import.meta.url), 'utf8'),
  );
  const bytesOf = (name: string) =>
    Buffer.from(files.find((file) => file.name === name)?.bytes ?? '', 'base64');

  test.each(files.filter(({ rgb }) => rgb !== undefined))(
    '$name has the values Pillow gives',
    async ({ name, bytes, width, height, rgb }) => {
      const image = await decodeImage(Buffer.from(bytes, 'base64'), name);
      expect([image.width, image.height]).toEqual([width, height]);
      expect(Buffer.from(image.data).toString('base64')).toBe(rgb);
    },
  );

  test.each(files.filter(({ rgb }) => rgb === undefined))(
    '$name is refused, as by Pillow',
    async ({ name, bytes }) => {
      await expect(decodeImage(Buffer.from(bytes, 'base64'), name)).rejects.toMatchObject({
        code: 'IMAGE_UNREADABLE',
        message: expect.stringContaining(`'${name}'`),
      });
    },
  );

  test('any order of masks is read', async () => {
    const bytes = bytesOf('32 bgrx masks');
    const { data } = await decodeImage(bytes, 'bgrx');
    bytes.writeUInt32LE(0xff, 54);
    bytes.writeUInt32LE(0xff0000, 62);
    const { data: swapped } = await decodeImage(bytes, 'rgbx');
    expect([swapped[0], swapped[1], swapped[2]]).toEqual([data[2], data[1], data[0]]);
  });

  test.each(['rle8', 'rle4', 'palette 8', 'rgb 24', '565'])(
    '%s cut off anywhere is refused or whole, and ends',
    async (name) => {
      const whole = bytesOf(name);
      const expected = await decodeImage(whole, name);
      for (let length = 2; length < whole.length; length++) {
        const decoded = await decodeImage(whole.subarray(0, length), name).catch((error) => error);
        if (decoded instanceof Error) expect(decoded).toMatchObject({ code: 'IMAGE_UNREADABLE' });
        else expect(decoded).toEqual(expected);
      }
    },
  );
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
