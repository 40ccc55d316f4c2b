import { readFile } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';
import { parseJson } from './parse-json.ts';

/**
 * Reads a file of JSON.
 *
 * @param hint what the user can do where it is none
 * @throws VentralError `FILE_UNREADABLE`, naming the file and why
 */
export async function readJson(path: string, hint?: string): Promise<unknown> {
  try {
    return parseJson(await readFile(path, 'utf8'));
  } catch (cause) {
    const { message } = cause as Error;
    throw new VentralError('FILE_UNREADABLE', `${path} is not readable as JSON: ${message}.`, {
      ...(hint === undefined ? {} : { hint }),
      cause,
    });
  }
}
