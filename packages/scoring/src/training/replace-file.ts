import { open, rename, rm } from 'node:fs/promises';
import { isVentralError, VentralError } from '@ventral/errors';
import { explainWriteError } from '@ventral/files';

/**
 * Puts a file in its place whole, or leaves what was there: written beside it first.
 *
 * @throws VentralError `DISK_FULL`, `FILE_UNWRITABLE`
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.partial`;
  try {
    const file = await open(partial, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    const explained = explainWriteError(error, path);
    if (!isVentralError(explained)) throw explained;
    throw new VentralError(explained.code, explained.message, {
      hint:
        'Free some room, or mend the permissions of the folder, and run the same command again: it goes on ' +
        'after the last checkpoint.',
      cause: error,
    });
  }
}
