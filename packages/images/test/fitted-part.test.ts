import { fitToInput, fittedPart } from '@ventral/images';
import { expect, test } from 'vitest';

const crop = {
  mode: 'shorter-side-crop',
  filter: 'bilinear',
  shorterSide: 256,
  crop: 224,
} as const;

test('is the whole image where it is stretched', () => {
  const stretch = { mode: 'stretch', filter: 'bilinear' } as const;
  const part = fittedPart({ width: 800, height: 600 }, stretch, { width: 224, height: 224 });
  expect(part).toEqual({ left: 0, top: 0, width: 1, height: 1 });
});

test('is the centre where that is cut out', () => {
  // 341 x 256 after the resize: columns 58 to 281 and rows 16 to 239 are left.
  const part = fittedPart({ width: 800, height: 600 }, crop, { width: 224, height: 224 });
  expect(part).toEqual({ left: 58 / 341, top: 16 / 256, width: 224 / 341, height: 224 / 256 });
});

test.each([
  [300, 200],
  [200, 300],
])('is where pixels of an image of %i x %i are found again', (width, height) => {
  const size = { width: 64, height: 64 };
  const part = fittedPart({ width, height }, crop, size);
  const data = new Uint8Array(width * height * 3);
  const [x, y] = [width / 2 + 20, height / 2 - 12];
  for (let row = y - 5; row < y + 5; row++) {
    data.fill(255, 3 * (row * width + x - 5), 3 * (row * width + x + 5));
  }
  const fitted = fitToInput({ width, height, data }, crop, size);
  let [sum, alongX, alongY] = [0, 0, 0];
  for (let pixel = 0; pixel < 64 * 64; pixel++) {
    const level = fitted.data[3 * pixel]!;
    sum += level;
    alongX += level * ((pixel % 64) + 0.5);
    alongY += level * (Math.floor(pixel / 64) + 0.5);
  }
  expect(((part.left + (alongX / sum / 64) * part.width) * width) / x).toBeCloseTo(1, 2);
  expect(((part.top + (alongY / sum / 64) * part.height) * height) / y).toBeCloseTo(1, 2);
});
