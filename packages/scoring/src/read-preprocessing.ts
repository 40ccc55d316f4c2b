import { readJson } from '@ventral/files';
import type { preprocessings } from '@ventral/images';

/** Name of a preprocessing that most published networks were trained with. */
export type PreprocessingPreset = keyof typeof preprocessings;

/**
 * Reads the preprocessing where it is named by a file.
 *
 * @throws VentralError `FILE_UNREADABLE`
 */
export async function readPreprocessing(given: unknown): Promise<unknown> {
  return typeof given === 'string' && /\.json$/i.test(given) ? readJson(given) : given;
}
