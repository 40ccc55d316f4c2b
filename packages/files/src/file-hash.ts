import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { FileHash, PinnedFile } from '@ventral/core';
import { VentralError } from '@ventral/errors';

/** Whether a file on disk is the one that was pinned. */
export interface FileCheck {
  readonly state: 'absent' | 'intact' | 'corrupt';
  /** What differs, for a corrupt file: `its sha256 is ... where ... is pinned`. */
  readonly difference: string;
}

/**
 * The digest of a file, in lower-case hexadecimal. Memory is bounded; about one second a gigabyte.
 */
export async function hashFile(
  path: string,
  algorithm: FileHash['algorithm'],
  signal: AbortSignal,
): Promise<string> {
  const handle = await open(path);
  try {
    const hash = createHash(algorithm === 'sha256' ? 'sha256' : 'sha1');
    if (algorithm === 'git-blob') hash.update(`blob ${(await handle.stat()).size}\0`);
    await pipeline(handle.createReadStream({ highWaterMark: 2 ** 20 }), hash, { signal });
    return hash.digest('hex');
  } finally {
    await handle.close();
  }
}

/**
 * Compares a file with its pin: the size first, then the hash of its whole content.
 *
 * @throws VentralError `FILE_UNREADABLE` where there is something that cannot be read
 */
export async function checkFile(
  path: string,
  { hash, bytes }: Pick<PinnedFile, 'hash' | 'bytes'>,
  signal: AbortSignal,
): Promise<FileCheck> {
  try {
    const size = await fileSize(path);
    if (size === undefined) return { state: 'absent', difference: '' };
    if (bytes !== undefined && size !== bytes) {
      return { state: 'corrupt', difference: `it has ${size} bytes where ${bytes} are pinned` };
    }
    const digest = await hashFile(path, hash.algorithm, signal);
    if (digest === hash.digest) return { state: 'intact', difference: '' };
    const difference = `its ${hash.algorithm} is ${digest} where ${hash.digest} is pinned`;
    return { state: 'corrupt', difference };
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new VentralError('FILE_UNREADABLE', `${path} cannot be read: ${message}.`, {
      hint: 'Check its permissions, or move it away so that it is fetched again.',
      cause: error,
    });
  }
}

/** The size of a file in bytes; undefined where there is none. */
export async function fileSize(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
