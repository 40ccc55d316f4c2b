import { constants } from 'node:fs';
import { type FileHandle, lstat, open, rm } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';
import { explainWriteError, writing } from './write-error.ts';

// Of POSIX; elsewhere there are neither pipes nor links of this kind.
const { O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;

/**
 * Opens a file for reading, and nothing else: a pipe would be waited for, a device read, without end.
 *
 * @throws VentralError `FILE_UNREADABLE` for a folder, pipe or device
 * @throws what the file system says of one that is missing or may not be read
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | O_NONBLOCK);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new VentralError('FILE_UNREADABLE', `${path} is not a file.`, {
    hint: 'It is a folder, a pipe or a device.',
  });
}

/**
 * Opens a file of ours to write at its end, never one that others own as well: a new one in the place of
 * whatever has its name, be it a link; or one that {@link ownFileSize} has found to be ours.
 *
 * @param keep whether what the file holds stays
 * @throws VentralError `FILE_UNWRITABLE`, `DISK_FULL`
 */
export async function openOwnFile(path: string, keep: boolean): Promise<FileHandle> {
  const append = constants.O_WRONLY | constants.O_APPEND | O_NOFOLLOW;
  if (keep) return writing(open(path, append), path);
  const create = append | constants.O_CREAT | constants.O_EXCL;
  try {
    return await open(path, create);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw explainWriteError(error, path);
    await writing(rm(path), path);
    return writing(open(path, create), path);
  }
}

/** Writes a whole file of ours; see {@link openOwnFile}. */
export async function writeOwnFile(path: string, text: string): Promise<void> {
  const file = await openOwnFile(path, false);
  try {
    await writing(file.writeFile(text), path);
  } finally {
    await file.close();
  }
}

/** The size of a file of ours in bytes; undefined where there is none, or only a link to one. */
export async function ownFileSize(path: string): Promise<number | undefined> {
  try {
    const stats = await lstat(path);
    return stats.isFile() && stats.nlink === 1 ? stats.size : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
