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
    const raster = rasterOf(image);
    const moved = moveAffinely(raster, move, random);
    const field = () =>
      reflectingGaussian(
        uniformNumbers(random, image.width * image.height, -1, 1),
        image.width,
        image.height,
        sigma,
      );
    const [right, down] = [field(), field()];
    const bent = sample(moved, reflect, (x, y, index) => [
      x + shift * right[index]!,
      y + shift * down[index]!,
    ]);
    return imageOf(bent);
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
  return sample(raster, mirror, (column, row) => {
    const [dx, dy] = [column - b[0], row - b[1]];
    const alongU = (dx * vy - dy * vx) / area;
    const alongV = (dy * ux - dx * uy) / area;
    return [from[1][0] + 2 * reach * alongV, from[1][1] + 2 * reach * alongU];
  });
}

/** Each pixel is what lies at the place that it is given, by linear interpolation. */
function sample(
  raster: Raster,
  beyond: BeyondEdge,
  place: (x: number, y: number, index: number) => Point,
): Raster {
  const { width, height, channels, values } = raster;
  const sampled = new Float64Array(values.length);
  let index = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = place(column, row, index);
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [right, down] = [x - left, y - top];
      const inside = left >= 0 && top >= 0 && left < width - 1 && top < height - 1;
      const x0 = inside ? left : beyond(left, width);
      const x1 = inside ? left + 1 : beyond(left + 1, width);
      const y0 = (inside ? top : beyond(top, height)) * width;
      const y1 = (inside ? top + 1 : beyond(top + 1, height)) * width;
      for (let channel = 0; channel < channels; channel++) {
        const above =
          values[(y0 + x0) * channels + channel]! * (1 - right) +
          values[(y0 + x1) * channels + channel]! * right;
        const below =
          values[(y1 + x0) * channels + channel]! * (1 - right) +
          values[(y1 + x1) * channels + channel]! * right;
        sampled[index * channels + channel] = above * (1 - down) + below * down;
      }
      index++;
    }
  }
  return { width, height, channels, values: sampled };
}
