import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FileHash, PinnedFile } from '@ventral/core';
import { isVentralError, VentralError } from '@ventral/errors';
import { openRegularFile } from './regular-file.ts';

/** Whether a file on disk is the one that was pinned. */
export interface FileCheck {
  readonly state: 'absent' | 'intact' | 'corrupt';
  /** What differs, for a corrupt file: `its sha256 is ... where ... is pinned`. */
  readonly difference: string;
  /** Of an intact file: which one it was; see {@link fileIdentity}. */
  readonly identity: string;
}

/** What decides whether a file is the pinned one. */
export type FilePin = Pick<PinnedFile, 'hash' | 'bytes'>;

// Longer than any clock of a file system goes without a tick; a change meanwhile leaves no trace.
const tick = 20;
const attempts = 3;

/**
 * The digest of a file, in lower-case hexadecimal. Memory is bounded; about one second a gigabyte.
 */
export async function hashFile(
  path: string,
  algorithm: FileHash['algorithm'],
  signal: AbortSignal,
): Promise<string> {
  const file = await openRegularFile(path);
  try {
    return await hashOpenFile(file, algorithm, signal);
  } finally {
    await file.close();
  }
}

/**
 * Compares a file with its pin: the size first, then the hash of its whole content.
 *
 * @throws VentralError `FILE_UNREADABLE` where there is something that cannot be read
 */
export async function checkFile(
  path: string,
  pin: FilePin,
  signal: AbortSignal,
): Promise<FileCheck> {
  let file: FileHandle | undefined;
  try {
    file = await openRegularFile(path);
    return await checkOpenFile(file, pin, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (isVentralError(error)) return corrupt('it is no regular file');
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return { state: 'absent', difference: '', identity: '' };
    }
    if (code === undefined) throw error;
    throw new VentralError('FILE_UNREADABLE', `${path} cannot be read: ${message}.`, {
      hint: 'Check its permissions, or move it away so that it is fetched again.',
      cause: error,
    });
  } finally {
    await file?.close();
  }
}

/** Compares an open file with its pin; see {@link checkFile}. */
export async function checkOpenFile(
  file: FileHandle,
  { hash, bytes }: FilePin,
  signal: AbortSignal,
): Promise<FileCheck> {
  const { size } = await file.stat();
  if (bytes !== undefined && size !== bytes) {
    return corrupt(`it has ${size} bytes where ${bytes} are pinned`);
  }
  const found = await hashAtRest(file, hash.algorithm, signal);
  if (found === undefined) return corrupt('it is changed again and again while it is read');
  const { digest, identity } = found;
  if (digest === hash.digest) return { state: 'intact', difference: '', identity };
  return corrupt(`its ${hash.algorithm} is ${digest} where ${hash.digest} is pinned`);
}

/**
 * The digest of an open file, and which file it was while it had that; undefined where it does not come
 * to rest.
 */
export async function hashAtRest(
  file: FileHandle,
  algorithm: FileHash['algorithm'],
  signal: AbortSignal,
): Promise<{ readonly digest: string; readonly identity: string } | undefined> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const { mtimeMs, ctimeMs } = await file.stat();
    const age = Date.now() - Math.max(mtimeMs, ctimeMs);
    if (age >= 0 && age < tick) await sleep(tick, undefined, { signal });
    const identity = await fileIdentity(file);
    const digest = await hashOpenFile(file, algorithm, signal);
    if (identity === (await fileIdentity(file))) return { digest, identity };
  }
  return undefined;
}

/**
 * What a file, or a handle on one, is and when it was last written, renamed or linked: the same before
 * and after means the same content.
 */
export async function fileIdentity(file: FileHandle | string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await (typeof file === 'string'
    ? stat(file, { bigint: true })
    : file.stat({ bigint: true }));
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
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

async function hashOpenFile(
  file: FileHandle,
  algorithm: FileHash['algorithm'],
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash(algorithm === 'sha256' ? 'sha256' : 'sha1');
  const { size } = await file.stat();
  if (algorithm === 'git-blob') hash.update(`blob ${size}\0`);
  const content = file.createReadStream({ start: 0, highWaterMark: 2 ** 20, autoClose: false });
  await pipeline(content, hash, { signal });
  return hash.digest('hex');
}

function corrupt(difference: string): FileCheck {
  return { state: 'corrupt', difference, identity: '' };
}
