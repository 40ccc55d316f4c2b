import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ImageSize, Preprocessing } from '@ventral/images';

/** Raised whenever the same file and preprocessing would give other activations. */
const adapterVersion = 1;

/**
 * The digest of a model: of its files' content, what is done to images, and how both are put
 * together here. File names and places do not matter.
 *
 * @param files the model and the files that hold its weights
 */
export async function modelDigest(
  files: readonly string[],
  preprocessing: Preprocessing | undefined,
  { width, height }: ImageSize,
): Promise<string> {
  const hashes: string[] = [];
  for (const file of files) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    hashes.push(hash.digest('hex'));
  }
  return createHash('sha256')
    .update(JSON.stringify({ adapterVersion, hashes, preprocessing, width, height }))
    .digest('hex');
}
