import { VentralError } from '@ventral/errors';
import { formatBytes } from './format-bytes.ts';

/**
 * Turns what the file system says of a failed write into an error for people; anything else is
 * given back as it is.
 *
 * @param path what was being written
 * @param need bytes that have still to be written, where known
 */
export function explainWriteError(error: unknown, path: string, need?: number): unknown {
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const room =
      need === undefined || need <= 0 ? '' : ` ${formatBytes(need)} more have to be written.`;
    return new VentralError('DISK_FULL', `The disk is full: ${path} cannot be written.${room}`, {
      hint:
        'Free some room and run the same command again: it continues from there. ' +
        'Or keep the cache on another disk: set VENTRAL_CACHE.',
      cause: error,
    });
  }
  return new VentralError('FILE_UNWRITABLE', `${path} cannot be written: ${message}.`, {
    hint: 'Check the permissions of the folder, or choose another; that of the cache is VENTRAL_CACHE.',
    cause: error,
  });
}

/** Waits for a write and explains its failure; see {@link explainWriteError}. */
export async function writing<T>(write: Promise<T>, path: string, need?: number): Promise<T> {
  try {
    return await write;
  } catch (error) {
    throw explainWriteError(error, path, need);
  }
}
