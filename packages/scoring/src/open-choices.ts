import { VentralError } from '@ventral/errors';
import { readChoices } from './choice-file.ts';
import type { OpenFeatures } from './open-features.ts';
import { recordInputFile } from './record-input-file.ts';

/** Whether a path is that of a file of choices. */
export function isChoicePath(path: string): boolean {
  return /\.csv$/i.test(path);
}

/**
 * Opens choices that were made elsewhere, to be scored where benchmarks compare choices.
 *
 * @param path of a .csv, as {@link readChoices} reads it
 * @param idsPath has to be undefined: choices name their stimuli
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`; `OPTION_INVALID`
 */
export async function openChoices(
  path: string,
  idsPath: string | undefined,
): Promise<OpenFeatures> {
  if (idsPath !== undefined) {
    throw new VentralError('OPTION_INVALID', `${path} names its stimuli itself.`, {
      hint: 'Leave out --stimulus-ids: it is for files of features.',
    });
  }
  // Hashed first: what is read afterwards is that.
  const file = await recordInputFile(path);
  const choices = await readChoices(path);
  const { name: id } = file;
  const candidate = {
    id,
    choices,
    async record(_: unknown, region: string): Promise<never> {
      throw new VentralError('OPTION_INVALID', `${id} holds choices, no features of ${region}.`, {
        hint: 'Score it on a benchmark of choices (ventral list), or give features as .npy.',
      });
    },
  };
  return { candidate, model: { id, file }, inputs: {} };
}
