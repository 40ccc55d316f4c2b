import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** The digest of a file in lower-case hexadecimal. */
export async function hashOf(path: string, algorithm: 'sha1' | 'sha256'): Promise<string> {
  return createHash(algorithm)
    .update(await readFile(path))
    .digest('hex');
}
