import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ImageSize, Preprocessing } from '@ventral/images';

/** Raised whenever the same network and preprocessing would give other activations. */
const adapterVersion = 1;

/**
 * The digest of a network as a model: of its content, what is done to images, and how both are put
 * together here. File names and places do not matter.
 *
 * @param contents the network and the files that hold its weights: paths, or bytes in memory
 */
export async function networkDigest(
  contents: readonly (string | Uint8Array)[],
  preprocessing: Preprocessing | undefined,
  { width, height }: ImageSize,
): Promise<string> {
  const hashes: string[] = [];
  for (const content of contents) {
    const hash = createHash('sha256');
    if (typeof content === 'string') await pipeline(createReadStream(content), hash);
    else hash.update(content);
    hashes.push(hash.digest('hex'));
  }
  return createHash('sha256')
    .update(JSON.stringify({ adapterVersion, hashes, preprocessing, width, height }))
    .digest('hex');
}
