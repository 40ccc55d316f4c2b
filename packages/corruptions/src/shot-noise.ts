import { PoissonDistribution, poissonCounts } from '@ventral/numerics';
import { defineCorruption } from './corruption.ts';
import { greyLevel } from './grey-level.ts';

/** Noise of few photons: each value is a count of them. A setting is how many white sends on average. */
export const shotNoise = defineCorruption<number>({
  name: 'shot-noise',
  title: 'Shot noise',
  group: 'noise',
  settings: {
    imagenet: [60, 25, 12, 5, 3],
    cifar: [500, 250, 100, 75, 50],
  },
  corrupt({ width, height, data: levels }, photons, { random }) {
    const distributions = Array.from(
      { length: 256 },
      (_, level) => new PoissonDistribution((level / 255) * photons),
    );
    const counts = poissonCounts(distributions, levels, random);
    const data = new Uint8Array(levels.length);
    for (let index = 0; index < data.length; index++) {
      data[index] = greyLevel((counts[index]! / photons) * 255);
    }
    return { width, height, data };
  },
});
