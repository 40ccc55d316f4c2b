import type { FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isVentralError, VentralError } from '@ventral/errors';
import { checkOpenFile, type FilePin, fileIdentity, hashAtRest } from './file-hash.ts';
import { openRegularFile } from './regular-file.ts';

/** What was found out of a file that is used because of its hash. */
interface Checked {
  readonly pin: FilePin;
  /** What the file was when it had that hash; none where it is hashed when it is opened. */
  readonly identity: string;
  /** Whether it is a file of the user's, who may change it between two runs. */
  readonly isOwn?: boolean;
}

// By path. A file that was hashed is opened again later, maybe often, by whoever reads it: a
// mirror is not copied, and others may write to it meanwhile.
const checkedFiles = new Map<string, Checked>();

/** Notes that a path is used because of its hash; see {@link withUnchangedFile}. */
export function noteChecked(path: string, pin: FilePin, identity: string): void {
  checkedFiles.set(resolve(path), { pin, identity });
}

/**
 * The sha256 of a file that a user gave, and its size in bytes. From here on, whoever reads that path by
 * this package reads what was hashed; see {@link withUnchangedFile}. A file that has been changed since it
 * was last hashed is hashed anew.
 *
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`
 */
export async function hashOwnFile(
  path: string,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const known = checkedFiles.get(resolve(path));
  if (known !== undefined && known.isOwn !== true) {
    return withUnchangedFile(path, async (file) => hashed(await sha256Of(file, path), file));
  }
  const file = await openNamed(path);
  try {
    const isSame = known !== undefined && known.identity === (await fileIdentity(file));
    if (isSame) return await hashed({ digest: known.pin.hash.digest }, file);
    const { digest, identity } = await sha256Of(file, path);
    const hash = { algorithm: 'sha256' as const, digest };
    checkedFiles.set(resolve(path), { pin: { hash }, identity, isOwn: true });
    return await hashed({ digest }, file);
  } finally {
    await file.close();
  }
}

async function hashed({ digest }: { readonly digest: string }, file: FileHandle) {
  return { sha256: digest, bytes: (await file.stat()).size };
}

async function sha256Of(file: FileHandle, path: string) {
  const found = await hashAtRest(file, 'sha256', new AbortController().signal);
  if (found === undefined) throw changed(path);
  return found;
}

/**
 * Opens a file, does `read` with it and closes it. A file that {@link fetchFile} gave is the one that
 * it hashed, before and after: where it has been written, renamed or linked since, it is hashed again.
 *
 * @throws VentralError `DATA_CORRUPT` where it no longer has the pinned hash, or changed meanwhile
 * @throws VentralError `FILE_UNREADABLE` where it is missing, may not be read, or is no file
 */
export async function withUnchangedFile<Result>(
  path: string,
  read: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = await openNamed(path);
  try {
    const before = await requireChecked(file, path);
    const result = await read(file);
    await requireSame(before, file, path);
    return result;
  } finally {
    await file.close();
  }
}

/**
 * Does `work`, which opens a file (or several) by its path, as {@link withUnchangedFile} does: for
 * libraries that take no open file.
 */
export async function whileUnchanged<Result>(
  paths: string | readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  const [path, ...others] = typeof paths === 'string' ? [paths] : paths;
  if (path === undefined) return work();
  return withUnchangedFile(path, async (file) => {
    const result = await whileUnchanged(others, work);
    if (checkedFiles.has(resolve(path))) await requireSame(await fileIdentity(file), path, path);
    return result;
  });
}

/** Reads a range of a file, its end excluded, in pieces; see {@link withUnchangedFile}. */
export async function* readUnchangedRange(
  path: string,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  if (start === end) return;
  const file = await openNamed(path);
  try {
    const before = await requireChecked(file, path);
    yield* file.createReadStream({ start, end: end - 1, autoClose: false });
    await requireSame(before, file, path);
  } finally {
    await file.close();
  }
}

async function openNamed(path: string): Promise<FileHandle> {
  try {
    return await openRegularFile(path);
  } catch (cause) {
    if (isVentralError(cause)) throw cause;
    const { message } = cause as Error;
    throw new VentralError('FILE_UNREADABLE', `${path} cannot be read: ${message}.`, {
      hint: 'Check the path and its permissions.',
      cause,
    });
  }
}

async function requireChecked(file: FileHandle, path: string): Promise<string | undefined> {
  const checked = checkedFiles.get(resolve(path));
  if (checked === undefined) return undefined;
  if ((await fileIdentity(file)) === checked.identity) return checked.identity;
  const { state, identity } = await checkOpenFile(file, checked.pin, new AbortController().signal);
  if (state !== 'intact') throw changed(path);
  checkedFiles.set(resolve(path), { ...checked, identity });
  return identity;
}

async function requireSame(
  before: string | undefined,
  now: FileHandle | string,
  path: string,
): Promise<void> {
  if (before !== undefined && (await fileIdentity(now)) !== before) throw changed(path);
}

function changed(path: string): VentralError {
  return new VentralError('DATA_CORRUPT', `${path} was changed after its hash was checked.`, {
    hint: 'Something writes to its folder. Run the same command again when that is done.',
  });
}
