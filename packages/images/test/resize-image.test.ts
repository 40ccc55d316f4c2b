import { createHash } from 'node:crypto';
import { decodeImage, resizeImage, resizeShorterSide } from '@ventral/images';
import { describe, expect, test } from 'vitest';
import { fixture, pillow } from './golden.ts';

const grey = { width: 2, height: 1, data: Uint8Array.from([10, 20, 30, 110, 220, 130]) };

describe('resizeImage', () => {
  test.each(pillow.resized)('$image $filter to $width x $height, as Pillow', async (expected) => {
    const image = await decodeImage(fixture(expected.image), expected.image);
    const resized = resizeImage(image, expected, expected.filter);
    expect([resized.width, resized.height]).toEqual([expected.width, expected.height]);
    expect(createHash('sha256').update(resized.data).digest('hex')).toBe(expected.sha256);
  });

  test('averages what an output pixel covers', () => {
    const pixel = resizeImage(grey, { width: 1, height: 1 }, 'box');
    expect(pixel).toEqual({ width: 1, height: 1, data: Uint8Array.from([60, 120, 80]) });
  });

  test('leaves its input alone and shares no memory with it', () => {
    const before = structuredClone(grey);
    for (const filter of ['nearest', 'bilinear'] as const) {
      resizeImage(grey, { width: 2, height: 1 }, filter).data.fill(0);
    }
    expect(grey).toEqual(before);
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a width of %d',
    (width) => {
      expect(() => resizeImage(grey, { width, height: 1 }, 'bilinear')).toThrow(
        expect.objectContaining({
          code: 'OPTION_INVALID',
          message: `An image cannot be ${width} x 1 pixels.`,
        }),
      );
    },
  );

  test('refuses data that is no RGB', () => {
    const rgba = { width: 1, height: 1, data: new Uint8Array(4) };
    expect(() => resizeImage(rgba, { width: 2, height: 2 }, 'bilinear')).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'An RGB image of 1 x 1 pixels has 3 bytes, not 4.',
      }),
    );
  });
});

test.each([
  [100, 75, 64, 85, 64],
  [75, 100, 64, 64, 85],
  [96, 96, 50, 50, 50],
])('resizeShorterSide of %d x %d to %d gives %d x %d', (width, height, shorter, ...expected) => {
  const image = { width, height, data: new Uint8Array(width * height * 3) };
  const resized = resizeShorterSide(image, shorter, 'bilinear');
  expect([resized.width, resized.height]).toEqual(expected);
});
