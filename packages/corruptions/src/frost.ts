import type { RgbImage } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { resizeImage } from '@ventral/images';
import { defineCorruption } from './corruption.ts';
import { greyLevel } from './grey-level.ts';

interface FrostSetting {
  /** Weight of the image. */
  readonly image: number;
  /** Weight of the frost. */
  readonly frost: number;
  /** Every so manieth pixel of the photograph is shown. */
  readonly every: number;
}

/** How many of the photographs the authors drew from: they have six, and never show the last. */
const drawnPhotographs = 5;

/**
 * Ice on a window: the weighted sum of the image and a part of a photograph of frost.
 *
 * A photograph that is smaller than the image is enlarged first, so that a tenth of it may be cut off.
 */
export const frost = defineCorruption<FrostSetting>({
  name: 'frost',
  title: 'Frost',
  group: 'weather',
  settings: {
    imagenet: [
      ice(1, 0.4, 1),
      ice(0.8, 0.6, 1),
      ice(0.7, 0.7, 1),
      ice(0.65, 0.7, 1),
      ice(0.6, 0.75, 1),
    ],
    cifar: [
      ice(1, 0.2, 5),
      ice(1, 0.3, 5),
      ice(0.9, 0.4, 5),
      ice(0.85, 0.4, 5),
      ice(0.75, 0.45, 5),
    ],
  },
  corrupt({ width, height, data: levels }, setting, { random, photographs = [] }) {
    if (photographs.length < drawnPhotographs) throw missing(photographs.length);
    const chosen = photographs[random.randint(drawnPhotographs)] as RgbImage;
    const photograph = enlargeBeyond(thinOut(chosen, setting.every), width, height);
    const top = random.randint(photograph.height - height);
    const left = random.randint(photograph.width - width);
    const data = new Uint8Array(levels.length);
    const sums = sumsOf(setting);
    const line = width * 3;
    for (let row = 0; row < height; row++) {
      const [to, from] = [row * line, ((top + row) * photograph.width + left) * 3];
      layOver(
        levels.subarray(to, to + line),
        photograph.data.subarray(from, from + line),
        sums,
        data.subarray(to, to + line),
      );
    }
    return { width, height, data };
  },
});

/** Of each level of an image, and each that lies over it: the weighted sum, at `256 * level + other`; made once. */
function sumsOf(setting: FrostSetting): Uint8Array {
  const known = knownSums.get(setting);
  if (known !== undefined) return known;
  const sums = Uint8Array.from({ length: 2 ** 16 }, (_, index) =>
    greyLevel(setting.image * (index >> 8) + setting.frost * (index & 255)),
  );
  knownSums.set(setting, sums);
  return sums;
}

const knownSums = new WeakMap<FrostSetting, Uint8Array>();

/** A row of the image under one of the photograph, into `data`. */
function layOver(
  levels: Uint8Array,
  photograph: Uint8Array,
  sums: Uint8Array,
  data: Uint8Array,
): void {
  // A pixel at a time: quicker than value by value.
  for (let at = 0; at < data.length; at += 3) {
    data[at] = sums[(levels[at]! << 8) | photograph[at]!]!;
    data[at + 1] = sums[(levels[at + 1]! << 8) | photograph[at + 1]!]!;
    data[at + 2] = sums[(levels[at + 2]! << 8) | photograph[at + 2]!]!;
  }
}

function ice(image: number, frosted: number, every: number): FrostSetting {
  return { image, frost: frosted, every };
}

/** The middle one of each so many pixels, which is what OpenCV's linear resizing by a fifth gives. */
function thinOut(image: RgbImage, every: number): RgbImage {
  if (every === 1) return image;
  const width = Math.round(image.width / every);
  const height = Math.round(image.height / every);
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const y = Math.min(row * every + (every >> 1), image.height - 1);
      const x = Math.min(column * every + (every >> 1), image.width - 1);
      const from = (y * image.width + x) * 3;
      data.set(image.data.subarray(from, from + 3), (row * width + column) * 3);
    }
  }
  return { width, height, data };
}

function enlargeBeyond(photograph: RgbImage, width: number, height: number): RgbImage {
  if (photograph.width > width && photograph.height > height) return photograph;
  const factor = 1.1 * Math.max(width / photograph.width, height / photograph.height);
  const size = {
    width: Math.ceil(photograph.width * factor),
    height: Math.ceil(photograph.height * factor),
  };
  return resizeImage(photograph, size, 'bicubic');
}

function missing(given: number): VentralError {
  return new VentralError(
    'DATA_UNAVAILABLE',
    `Frost needs ${drawnPhotographs} photographs of frost, and ${given} were given.`,
    { hint: 'Pass photographs: await loadFrostPhotographs(context).' },
  );
}
