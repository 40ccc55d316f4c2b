import { VentralError } from '@ventral/errors';
import { RandomState } from '@ventral/numerics';
import type { ImportanceMaps } from '@ventral/training';

/**
 * Gives each image that has a map the map of another: a control, in which maps say nothing of the images. Images
 * without a map stay without.
 *
 * @param seed which map goes where
 * @throws VentralError `OPTION_INVALID` where there is one map alone
 */
export function exchangeMaps(maps: ImportanceMaps, seed: number): ImportanceMaps {
  const { shape, values, isThere } = maps;
  const [, height, width] = shape;
  const size = height * width;
  const own = [...isThere.keys()].filter((image) => isThere[image]);
  if (own.length === 1) {
    throw new VentralError('OPTION_INVALID', 'One map alone cannot be exchanged with another.', {
      hint: 'Leave out --shuffled, or give maps of two images or more.',
    });
  }
  // In a ring, no map comes back to its image.
  const ring = new RandomState(seed).permutation(own);
  const exchanged = new Float32Array(values.length);
  for (const [place, image] of ring.entries()) {
    const other = ring[(place + 1) % ring.length]!;
    exchanged.set(values.subarray(other * size, (other + 1) * size), image * size);
  }
  return { shape, values: exchanged, isThere };
}
