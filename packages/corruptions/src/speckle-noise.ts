import { defineCorruption } from './corruption.ts';
import { greyLevel, unitLevels } from './grey-level.ts';
import { normalPieces } from './random-numbers.ts';

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
    data[index] = greyLevel((value + value * (deviation * normal[index]!)) * 255);
  }
}
