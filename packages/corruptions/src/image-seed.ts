import { createHash } from 'node:crypto';

/**
 * A seed for one image of many, from 0 to 2^32 - 1: that of the run and the image's name decide it, and neither the
 * other images nor their order do.
 *
 * @param seed of the run
 * @param id of the image, unique within its set
 */
export function imageSeed(seed: number, id: string): number {
  return createHash('sha256')
    .update(JSON.stringify([seed, id]))
    .digest()
    .readUInt32LE();
}
