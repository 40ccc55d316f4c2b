import type { RandomState } from '@ventral/numerics';
import { type BeyondEdge, mirror, reflect } from './beyond-edge.ts';
import { defineCorruption } from './corruption.ts';
import { uniformNumbers } from './random-numbers.ts';
import { imageOf, type Raster, rasterOf } from './raster.ts';
import { reflectingGaussian } from './reflecting-gaussian.ts';

interface ElasticSetting {
  /** How far pixels are shifted: what uniform numbers from -1 to 1 are multiplied by once they are smoothed. */
  readonly shift: number;
  /** Standard deviation in pixels with which they are. */
  readonly sigma: number;
  /** How far, at most, three points of the image are moved in x and in y, in pixels. */
  readonly move: number;
}

/**
 * Rubber: three points are moved, and the image with them, affinely; then each pixel is fetched from nearby, where
 * to by smoothed chance.
 *
 * Strengths are in pixels, of images of 224 x 224 and of 32 x 32. Beyond its edge the image is mirrored.
 */
export const elasticTransform = defineCorruption<ElasticSetting>({
  name: 'elastic-transform',
  title: 'Elastic transform',
  group: 'digital',
  settings: {
    // The authors' side of 244 pixels is a slip, which they kept.
    imagenet: [
      rubber(244, 2, 0.7, 0.1),
      rubber(244, 2, 0.08, 0.2),
      rubber(244, 0.05, 0.01, 0.02),
      rubber(244, 0.07, 0.01, 0.02),
      rubber(244, 0.12, 0.01, 0.02),
    ],
    cifar: [
      rubber(32, 0, 0, 0.08),
      rubber(32, 0.05, 0.2, 0.07),
      rubber(32, 0.08, 0.06, 0.06),
      rubber(32, 0.1, 0.04, 0.05),
      rubber(32, 0.1, 0.03, 0.03),
    ],
  },
  corrupt(image, { shift, sigma, move }, { random }) {
    const moved = moveAffinely(rasterOf(image), move, random);
    const pixels = image.width * image.height;
    const smooth = reflectingGaussian(image.width, image.height, sigma);
    const right = smooth(uniformNumbers(random, pixels, -1, 1));
    const down = smooth(uniformNumbers(random, pixels, -1, 1));
    const places = new Places(image.width, image.height);
    for (let pixel = 0; pixel < pixels; pixel++) {
      places.x[pixel] = (pixel % image.width) + shift * right[pixel]!;
      places.y[pixel] = Math.floor(pixel / image.width) + shift * down[pixel]!;
    }
    return imageOf(sample(moved, places, reflect));
  },
});

function rubber(side: number, shift: number, sigma: number, move: number): ElasticSetting {
  return { shift: side * shift, sigma: side * sigma, move: side * move };
}

type Point = readonly [x: number, y: number];

function moveAffinely(raster: Raster, most: number, random: RandomState): Raster {
  const [x, y] = [raster.width >> 1, raster.height >> 1];
  const reach = Math.max(1, Math.floor(Math.min(raster.width, raster.height) / 3));
  const from: readonly [Point, Point, Point] = [
    [x + reach, y + reach],
    [x + reach, y - reach],
    [x - reach, y - reach],
  ];
  const moves = uniformNumbers(random, 6, -most, most);
  const moved = (index: 0 | 1 | 2): Point => [
    from[index][0] + moves[2 * index]!,
    from[index][1] + moves[2 * index + 1]!,
  ];
  // How to come from where a point was moved to back to where it was.
  const [a, b, c] = [moved(0), moved(1), moved(2)];
  const [ux, uy, vx, vy] = [a[0] - b[0], a[1] - b[1], b[0] - c[0], b[1] - c[1]];
  const area = ux * vy - uy * vx;
  const places = new Places(raster.width, raster.height);
  for (let pixel = 0; pixel < places.x.length; pixel++) {
    const dx = (pixel % raster.width) - b[0];
    const dy = Math.floor(pixel / raster.width) - b[1];
    places.x[pixel] = from[1][0] + (2 * reach * (dy * ux - dx * uy)) / area;
    places.y[pixel] = from[1][1] + (2 * reach * (dx * vy - dy * vx)) / area;
  }
  return sample(raster, places, mirror);
}

/** Where each pixel is fetched from, in pixels from the left and from above. */
class Places {
  readonly x: Float64Array;
  readonly y: Float64Array;

  constructor(width: number, height: number) {
    this.x = new Float64Array(width * height);
    this.y = new Float64Array(width * height);
  }
}

/** Each pixel becomes what lies at its place, by linear interpolation. */
function sample(raster: Raster, places: Places, beyond: BeyondEdge): Raster {
  const { width, height, values } = raster;
  const sampled = new Float64Array(values.length);
  for (let pixel = 0; pixel < places.x.length; pixel++) {
    const x = places.x[pixel]!;
    const y = places.y[pixel]!;
    const left = Math.floor(x);
    const top = Math.floor(y);
    const right = x - left;
    const down = y - top;
    const isInside = left >= 0 && top >= 0 && left < width - 1 && top < height - 1;
    const x0 = isInside ? left : beyond(left, width);
    const x1 = isInside ? left + 1 : beyond(left + 1, width);
    const y0 = (isInside ? top : beyond(top, height)) * width;
    const y1 = (isInside ? top + 1 : beyond(top + 1, height)) * width;
    for (let channel = 0; channel < 3; channel++) {
      const above =
        values[(y0 + x0) * 3 + channel]! * (1 - right) + values[(y0 + x1) * 3 + channel]! * right;
      const below =
        values[(y1 + x0) * 3 + channel]! * (1 - right) + values[(y1 + x1) * 3 + channel]! * right;
      sampled[pixel * 3 + channel] = above * (1 - down) + below * down;
    }
  }
  return { ...raster, values: sampled };
}
