import type { RgbImage } from '@ventral/arrays';

/** An image whose every value is told from where it is. */
export function makeImage(
  width: number,
  height: number,
  level: (column: number, row: number, channel: number) => number,
): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let index = 0; index < data.length; index++) {
    const pixel = Math.floor(index / 3);
    data[index] = level(pixel % width, Math.floor(pixel / width), index % 3) % 256;
  }
  return { width, height, data };
}

/** Slopes under a chequerboard, in three colours; the image of scripts/golden.py. */
export function chequered(width: number, height = width): RgbImage {
  return makeImage(
    width,
    height,
    (x, y, channel) => x * 4 + y + channel * 60 + (((x >> 3) + (y >> 3)) % 2) * 60,
  );
}

/** What stands for photographs of frost. */
export const madePhotographs: readonly RgbImage[] = Array.from({ length: 5 }, (_, number) =>
  makeImage(300, 260, (x, y, channel) => x * (number + 2) + y * 3 + channel * 20),
);
