import { addClippedZoom } from './clipped-zoom.ts';
import { defineCorruption } from './corruption.ts';
import { clipUnit, greyLevel } from './grey-level.ts';
import { motionFilter } from './motion-filter.ts';
import { normalNumbers, uniformNumbers } from './random-numbers.ts';

interface SnowSetting {
  /** Mean and standard deviation of the numbers that flakes are made of. */
  readonly mean: number;
  readonly deviation: number;
  /** How much flakes are enlarged. */
  readonly size: number;
  /** Numbers below it are no flakes. */
  readonly threshold: number;
  /** See `Streak`. */
  readonly radius: number;
  readonly sigma: number;
  /** How much of the image's own colours is kept; the rest is whitened. */
  readonly kept: number;
}

/** Falling snow: bright streaks downwards, once as drawn and once turned by half, over a whitened image. */
export const snow = defineCorruption<SnowSetting>({
  name: 'snow',
  title: 'Snow',
  group: 'weather',
  settings: {
    imagenet: [
      flakes(0.1, 0.3, 3, 0.5, 10, 4, 0.8),
      flakes(0.2, 0.3, 2, 0.5, 12, 4, 0.7),
      flakes(0.55, 0.3, 4, 0.9, 12, 8, 0.7),
      flakes(0.55, 0.3, 4.5, 0.85, 12, 8, 0.65),
      flakes(0.55, 0.3, 2.5, 0.85, 12, 12, 0.55),
    ],
    cifar: [
      flakes(0.1, 0.2, 1, 0.6, 8, 3, 0.95),
      flakes(0.1, 0.2, 1, 0.5, 10, 4, 0.9),
      flakes(0.15, 0.3, 1.75, 0.55, 10, 4, 0.9),
      flakes(0.25, 0.3, 2.25, 0.6, 12, 6, 0.85),
      flakes(0.3, 0.3, 1.25, 0.65, 14, 12, 0.8),
    ],
  },
  corrupt({ width, height, data: levels }, setting, { random }) {
    const { mean, deviation, size, threshold, radius, sigma, kept } = setting;
    const pixels = width * height;
    const drawn = normalNumbers(random, pixels).map((number) => mean + deviation * number);
    const layer = new Float64Array(pixels);
    addClippedZoom({ width, height, channels: 1, values: drawn }, size, layer);
    // A picture of bytes, as the authors hand it to ImageMagick.
    const flat = layer.map((value) => (value < threshold ? 0 : Math.trunc(clipUnit(value) * 255)));
    const [angle = 0] = uniformNumbers(random, 1, -135, -45);
    const streaks = motionFilter(
      { width, height, channels: 1, values: flat },
      { radius, sigma },
      angle,
    ).values.map((level) => Math.round(level));
    const data = new Uint8Array(levels.length);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const at = pixel * 3;
      const [red, green, blue] = [levels[at]!, levels[at + 1]!, levels[at + 2]!];
      const white = (0.299 * red + 0.587 * green + 0.114 * blue) * 1.5 + 127.5;
      const fallen = streaks[pixel]! + streaks[pixels - 1 - pixel]!;
      for (let channel = 0; channel < 3; channel++) {
        const level = levels[at + channel]!;
        data[at + channel] = greyLevel(kept * level + (1 - kept) * Math.max(level, white) + fallen);
      }
    }
    return { width, height, data };
  },
});

function flakes(
  mean: number,
  deviation: number,
  size: number,
  threshold: number,
  radius: number,
  sigma: number,
  kept: number,
): SnowSetting {
  return { mean, deviation, size, threshold, radius, sigma, kept };
}
