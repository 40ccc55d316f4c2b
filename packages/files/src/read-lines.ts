import { readFile } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';

/**
 * Reads a text file of one entry a line; blank lines at its end do not count.
 *
 * @throws VentralError `FILE_UNREADABLE`
 */
export async function readLines(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new VentralError('FILE_UNREADABLE', `${path} cannot be read.`, { cause });
  });
  return text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
}
