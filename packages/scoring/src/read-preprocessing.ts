import { readJson } from '@ventral/files';

/**
 * Reads the preprocessing where it is named by a file.
 *
 * @throws VentralError `FILE_UNREADABLE`
 */
export async function readPreprocessing(given: unknown): Promise<unknown> {
  return typeof given === 'string' && /\.json$/i.test(given) ? readJson(given) : given;
}
