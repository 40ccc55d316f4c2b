import { defineCorruption } from './corruption.ts';
import { greyLevel } from './grey-level.ts';
import { normalNumbers } from './random-numbers.ts';

/** Noise of low light: each value plus a normal number. A setting is its standard deviation, of values from 0 to 1. */
export const gaussianNoise = defineCorruption<number>({
  name: 'gaussian-noise',
  title: 'Gaussian noise',
  group: 'noise',
  settings: {
    imagenet: [0.08, 0.12, 0.18, 0.26, 0.38],
    cifar: [0.04, 0.06, 0.08, 0.09, 0.1],
  },
  corrupt({ width, height, data: levels }, deviation, { random }) {
    const normal = normalNumbers(random, levels.length);
    const data = new Uint8ClampedArray(levels.length);
    for (let index = 0; index < data.length; index++) {
      data[index] = greyLevel((levels[index]! / 255 + deviation * normal[index]!) * 255);
    }
    return { width, height, data: new Uint8Array(data.buffer) };
  },
});
