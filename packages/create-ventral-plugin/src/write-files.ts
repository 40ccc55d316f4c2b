import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VentralError } from '@ventral/errors';

/**
 * Writes new files; one that has appeared meanwhile is not overwritten.
 *
 * @param files content by path, relative to the folder
 * @throws VentralError `FILE_UNWRITABLE`
 */
export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  for (const [name, content] of files) {
    const path = join(folder, name);
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content, { flag: 'wx' });
    } catch (cause) {
      const { message } = cause as Error;
      throw new VentralError('FILE_UNWRITABLE', `${path} cannot be written: ${message}.`, {
        hint: 'Check the permissions of the folder, or name another with --folder.',
        cause,
      });
    }
  }
}
