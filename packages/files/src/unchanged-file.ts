import type { FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isVentralError, VentralError } from '@ventral/errors';
import { checkOpenFile, type FilePin, fileIdentity } from './file-hash.ts';
import { openRegularFile } from './regular-file.ts';

/** What was found out of a file that is used because of its hash. */
interface Checked {
  readonly pin: FilePin;
  /** What the file was when it had that hash; none where it is hashed when it is opened. */
  readonly identity: string;
}

// By path. A file that was hashed is opened again later, maybe often, by whoever reads it: a
// mirror is not copied, and others may write to it meanwhile.
const checkedFiles = new Map<string, Checked>();

/** Notes that a path is used because of its hash; see {@link withUnchangedFile}. */
export function noteChecked(path: string, pin: FilePin, identity: string): void {
  checkedFiles.set(resolve(path), { pin, identity });
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
 * Does `work`, which opens a file by its path, as {@link withUnchangedFile} does: for libraries that
 * take no open file.
 */
export async function whileUnchanged<Result>(
  path: string,
  work: () => Promise<Result>,
): Promise<Result> {
  return withUnchangedFile(path, async (file) => {
    const result = await work();
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
  noteChecked(path, checked.pin, identity);
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
