import { decodeImage, encodePng, heatPicture } from '@ventral/images';
import { madeImage } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

describe('encodePng', () => {
  it('loses nothing', async () => {
    const image = madeImage(3, 7, 5);
    const { width, height, data } = await decodeImage(await encodePng(image), 'made.png');
    expect([width, height]).toEqual([7, 5]);
    expect([...data]).toEqual([...image.data]);
  });

  it('refuses what is no image of its size', async () => {
    const torn = encodePng({ width: 7, height: 5, data: new Uint8Array(7) });
    await expect(torn).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
  });
});

describe('heatPicture', () => {
  const image = madeImage(1, 2, 2);
  // Four pixels of 112, and three panels of 224 with gaps of 8 and a bar of 16.
  const [width, height, panel] = [3 * (224 + 8) + 16, 224, 232];
  const colorAt = ({ data }: { readonly data: Uint8Array }, x: number, y: number) => [
    ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
  ];

  it('shows the image, the map, both, and the scale', () => {
    const picture = heatPicture(image, [0, 0.5, 1, 2], 1);
    expect([picture.width, picture.height]).toEqual([width, height]);
    expect(colorAt(picture, 5, 5)).toEqual([...image.data.subarray(0, 3)]);
    expect(colorAt(picture, 223, 223)).toEqual([...image.data.subarray(9, 12)]);
    expect(colorAt(picture, 228, 100)).toEqual([255, 255, 255]);
    // Inferno from its first colour to its last.
    const [black, yellow] = [
      [0, 0, 4],
      [252, 255, 164],
    ];
    expect(colorAt(picture, panel + 5, 5)).toEqual(black);
    expect(colorAt(picture, panel + 5, 200)).toEqual(yellow);
    expect(colorAt(picture, panel + 200, 200)).toEqual(yellow);
    expect(colorAt(picture, width - 1, 223)).toEqual(black);
    expect(colorAt(picture, width - 1, 0)).toEqual(yellow);
    const [red, green, blue] = image.data;
    const grey = Math.round(0.299 * red! + 0.587 * green! + 0.114 * blue!);
    expect(colorAt(picture, 2 * panel + 5, 5)).toEqual([grey, grey, grey]);
    expect(colorAt(picture, 2 * panel + 5, 200)).toEqual(yellow);
  });

  it('gets lighter with the value, all the way', () => {
    const row = { width: 64, height: 1, data: new Uint8Array(64 * 3) };
    const { data, width: full } = heatPicture(
      row,
      Array.from({ length: 64 }, (_, x) => x),
      63,
    );
    const light = (x: number) => {
      const at = (64 * 224 + 8 + x * 224) * 3;
      return 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
    };
    expect(full).toBe(3 * (64 * 224 + 8) + 16);
    for (let x = 1; x < 64; x++) expect(light(x)).toBeGreaterThan(light(x - 1));
  });

  it('is black where all is 0', () => {
    const picture = heatPicture(image, [0, 0, 0, 0], 0);
    expect(colorAt(picture, panel + 100, 100)).toEqual([0, 0, 4]);
  });

  it('refuses a map of another size', () => {
    expect(() => heatPicture(image, [1, 2, 3], 1)).toThrow(/3 values.*2 x 2/);
  });
});
