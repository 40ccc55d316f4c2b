import { readFile } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';

/**
 * Reads a file of JSON.
 *
 * @throws VentralError `FILE_UNREADABLE`, naming the file
 */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new VentralError('FILE_UNREADABLE', `${path} is not readable as JSON.`, { cause });
  }
}
