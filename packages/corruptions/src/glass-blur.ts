import type { RandomState } from '@ventral/numerics';
import { defineCorruption } from './corruption.ts';
import { gaussianFilter } from './gaussian-filter.ts';
import { imageOf, rasterOf } from './raster.ts';

interface GlassSetting {
  /** Standard deviation in pixels of the Gaussian filter before and after. */
  readonly sigma: number;
  /** How far pixels are fetched from, at most. */
  readonly reach: number;
  /** How often all pixels are. */
  readonly times: number;
}

/**
 * Frosted glass: a Gaussian filter, pixels that show what is near them, the filter once more.
 *
 * The authors mean to swap each pixel with one near it; their NumPy code copies that one instead, since by the
 * time the second half of the swap is read the first has been written. What was published is the copy, and so
 * it is here.
 */
export const glassBlur = defineCorruption<GlassSetting>({
  name: 'glass-blur',
  title: 'Glass blur',
  group: 'blur',
  settings: {
    imagenet: [
      glass(0.7, 1, 2),
      glass(0.9, 2, 1),
      glass(1, 2, 3),
      glass(1.1, 3, 2),
      glass(1.5, 4, 2),
    ],
    cifar: [
      glass(0.05, 1, 1),
      glass(0.25, 1, 1),
      glass(0.4, 1, 1),
      glass(0.25, 1, 2),
      glass(0.4, 1, 2),
    ],
  },
  corrupt(image, { sigma, reach, times }, { random }) {
    const { width, height, data } = imageOf(gaussianFilter(rasterOf(image), sigma));
    for (let time = 0; time < times; time++) {
      for (let row = height - reach; row > reach; row--) {
        for (let column = width - reach; column > reach; column--) {
          const x = column + offset(random, reach);
          const y = row + offset(random, reach);
          const from = (y * width + x) * 3;
          data.copyWithin((row * width + column) * 3, from, from + 3);
        }
      }
    }
    return imageOf(gaussianFilter(rasterOf({ width, height, data }), sigma));
  },
});

function glass(sigma: number, reach: number, times: number): GlassSetting {
  return { sigma, reach, times };
}

/** From `-reach` to `reach - 1`. */
function offset(random: RandomState, reach: number): number {
  return random.randint(2 * reach) - reach;
}
