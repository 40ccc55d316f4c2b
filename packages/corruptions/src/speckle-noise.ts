import { defineCorruption } from './corruption.ts';
import { greyLevel } from './grey-level.ts';
import { normalNumbers } from './random-numbers.ts';

/** Noise in proportion: each value plus a normal number times itself. A setting is the number's standard deviation. */
export const speckleNoise = defineCorruption<number>({
  name: 'speckle-noise',
  title: 'Speckle noise',
  group: 'noise',
  extra: true,
  settings: {
    imagenet: [0.15, 0.2, 0.35, 0.45, 0.6],
    cifar: [0.06, 0.1, 0.12, 0.16, 0.2],
  },
  corrupt({ width, height, data: levels }, deviation, { random }) {
    const normal = normalNumbers(random, levels.length);
    const data = new Uint8ClampedArray(levels.length);
    for (let index = 0; index < data.length; index++) {
      const value = levels[index]! / 255;
      data[index] = greyLevel((value + value * (deviation * normal[index]!)) * 255);
    }
    return { width, height, data: new Uint8Array(data.buffer) };
  },
});
