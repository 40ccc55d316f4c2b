import { createHash } from 'node:crypto';
import { hashOwnFile } from '@ventral/files';
import type { ImageSize, Preprocessing } from '@ventral/images';

/** Raised whenever the same network and preprocessing would give other activations. */
const adapterVersion = 1;

/**
 * The digest of a network as a model: of its content, what is done to images, and how both are put
 * together here. File names and places do not matter.
 *
 * @param contents the network and the files that hold its weights: paths, or bytes in memory;
 *   what is read of the files by `@ventral/files` from then on is what was hashed
 */
export async function networkDigest(
  contents: readonly (string | Uint8Array)[],
  preprocessing: Preprocessing | undefined,
  { width, height }: ImageSize,
): Promise<string> {
  const hashes: string[] = [];
  for (const content of contents) {
    const isPath = typeof content === 'string';
    if (isPath) hashes.push((await hashOwnFile(content)).sha256);
    else hashes.push(createHash('sha256').update(content).digest('hex'));
  }
  return createHash('sha256')
    .update(JSON.stringify({ adapterVersion, hashes, preprocessing, width, height }))
    .digest('hex');
}
