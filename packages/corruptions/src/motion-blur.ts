import { defineCorruption } from './corruption.ts';
import { motionFilter, type Streak } from './motion-filter.ts';
import { uniformNumbers } from './random-numbers.ts';
import { imageOf, rasterOf } from './raster.ts';

/** A moving camera: streaks to the right, up to 45 degrees up or down. */
export const motionBlur = defineCorruption<Streak>({
  name: 'motion-blur',
  title: 'Motion blur',
  group: 'blur',
  settings: {
    imagenet: [streak(10, 3), streak(15, 5), streak(15, 8), streak(15, 12), streak(20, 15)],
    cifar: [streak(6, 1), streak(6, 1.5), streak(6, 2), streak(8, 2), streak(9, 2.5)],
  },
  corrupt(image, setting, { random }) {
    const [angle = 0] = uniformNumbers(random, 1, -45, 45);
    const blurred = motionFilter(rasterOf(image), setting, angle);
    // ImageMagick rounds.
    return imageOf({ ...blurred, values: blurred.values.map((value) => value + 0.5) });
  },
});

function streak(radius: number, sigma: number): Streak {
  return { radius, sigma };
}
