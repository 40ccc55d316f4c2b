import { VentralError } from '@ventral/errors';
import { readText } from './read-text.ts';

/**
 * Reads a file of JSON.
 *
 * @param hint what the user can do where it is none
 * @throws VentralError `FILE_UNREADABLE`, naming the file and why
 */
export async function readJson(path: string, hint?: string): Promise<unknown> {
  try {
    return JSON.parse(await readText(path));
  } catch (cause) {
    const { message } = cause as Error;
    const isRead = cause instanceof SyntaxError;
    const what = isRead ? `${path} is not readable as JSON: ${message}.` : message;
    throw new VentralError('FILE_UNREADABLE', what, {
      ...(hint === undefined ? {} : { hint }),
      cause,
    });
  }
}
