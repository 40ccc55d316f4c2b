import { defineCorruption } from './corruption.ts';
import { greyLevel, unitLevels } from './grey-level.ts';
import { normalPieces } from './random-numbers.ts';

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
    const data = new Uint8Array(levels.length);
    for (const [from, normal] of normalPieces(random, levels.length)) {
      addNoise(levels.subarray(from), normal, deviation, data.subarray(from));
    }
    return { width, height, data };
  },
});

function addNoise(
  levels: Uint8Array,
  normal: Float64Array,
  deviation: number,
  data: Uint8Array,
): void {
  for (let index = 0; index < normal.length; index++) {
    const value = unitLevels[levels[index]!]!;
    data[index] = greyLevel((value + deviation * normal[index]!) * 255);
  }
}
