import { defineCorruption } from './corruption.ts';
import { greyLevel, unitLevels } from './grey-level.ts';

/** Little light, or a dull surface: values come nearer to the mean of their channel. A setting is what is left of their distance. */
export const contrast = defineCorruption<number>({
  name: 'contrast',
  title: 'Contrast',
  group: 'digital',
  settings: { imagenet: [0.4, 0.3, 0.2, 0.1, 0.05], cifar: [0.75, 0.5, 0.4, 0.3, 0.15] },
  corrupt({ width, height, data: levels }, left) {
    const sums = [0, 0, 0];
    for (let index = 0; index < levels.length; index += 3) {
      for (let channel = 0; channel < 3; channel++) sums[channel]! += levels[index + channel]!;
    }
    const changed = sums.map((sum) => {
      const mean = sum / (width * height) / 255;
      return Uint8Array.from({ length: 256 }, (_, level) =>
        greyLevel(((unitLevels[level]! - mean) * left + mean) * 255),
      );
    });
    const data = new Uint8Array(levels.length);
    for (let channel = 0; channel < 3; channel++) {
      const table = changed[channel]!;
      for (let index = channel; index < data.length; index += 3)
        data[index] = table[levels[index]!]!;
    }
    return { width, height, data };
  },
});
