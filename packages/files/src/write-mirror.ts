import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type PinnedFile, type RunContext, throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { formatChecksums, isInside } from './checksum-list.ts';
import { fetchFile } from './fetch-file.ts';
import { checkFile, fileSize, hashFile } from './file-hash.ts';
import { withFileLock } from './file-lock.ts';
import { checksumListName, readMirrorList } from './mirror.ts';
import { openOwnFile, writeOwnFile } from './regular-file.ts';
import { withUnchangedFile } from './unchanged-file.ts';
import { writing } from './write-error.ts';

/**
 * Copies pinned files into a folder and lists them in its `SHA256SUMS`, so that the folder serves
 * as a mirror; what it held before stays. Files are fetched where they are not at hand.
 *
 * Each file lies at its own path; where another file has that place, below a folder named after
 * its hash. The list is extended file by file: an interrupted call leaves a mirror of those that
 * were finished, and the next one continues.
 *
 * @throws VentralError what {@link fetchFile} throws
 * @throws VentralError `DISK_FULL`, `FILE_UNWRITABLE` where the folder cannot be written
 */
export async function writeMirror(
  files: readonly PinnedFile[],
  folder: string,
  context: RunContext,
): Promise<void> {
  await writing(mkdir(folder, { recursive: true }), folder);
  const listPath = join(folder, checksumListName);
  for (const file of files) {
    const source = await fetchFile(file, context);
    try {
      await withFileLock(listPath, context, async (signal) => {
        await addFile(file, source, folder, { ...context, signal });
      });
    } catch (error) {
      throwIfInterrupted(context.signal, `while copying ${file.path} to ${folder}`);
      throw error;
    }
  }
}

async function addFile(
  file: PinnedFile,
  source: string,
  folder: string,
  context: RunContext,
): Promise<void> {
  const { signal } = context;
  const digest =
    file.hash.algorithm === 'sha256' ? file.hash.digest : await hashFile(source, 'sha256', signal);
  const listPath = join(folder, checksumListName);
  const earlier = (await fileSize(listPath)) === undefined ? [] : await readMirrorList(folder);
  const listed = new Map(earlier.map((entry) => [entry.path, entry.digest]));
  const path = await choosePath(file, digest, listed, folder, signal);
  const target = join(folder, path);
  const { state } = await checkFile(target, { hash: { algorithm: 'sha256', digest } }, signal);
  if (state !== 'intact') await copyFile(source, target, file, context);
  if (listed.get(path) === digest) return;
  listed.set(path, digest);
  const checksums = [...listed].map((entry) => ({ path: entry[0], digest: entry[1] }));
  await writeOwnFile(`${listPath}.partial`, formatChecksums(checksums));
  await writing(rename(`${listPath}.partial`, listPath), listPath);
}

async function choosePath(
  { path }: PinnedFile,
  digest: string,
  listed: ReadonlyMap<string, string>,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const own = posix.normalize(path);
  if (!isInside(own)) {
    throw new VentralError('PLUGIN_BROKEN', `The pinned path '${path}' leads out of its folder.`, {
      hint: 'Report it to the author of the plugin.',
    });
  }
  if (listed.get(own) === digest) return own;
  const { state } = await checkFile(
    join(folder, own),
    { hash: { algorithm: 'sha256', digest } },
    signal,
  );
  const isFree = state === 'intact' || (state === 'absent' && !listed.has(own));
  return isFree ? own : posix.join(digest.slice(0, 16), own);
}

async function copyFile(
  source: string,
  target: string,
  { path, hash }: PinnedFile,
  context: RunContext,
): Promise<void> {
  const { signal } = context;
  const partial = `${target}.partial`;
  const bytes = await fileSize(source);
  const total = bytes === undefined ? {} : { total: bytes };
  context.report({ task: `Copying ${path}`, done: 0, ...total, unit: 'bytes' });
  await writing(mkdir(dirname(target), { recursive: true }), dirname(target), bytes);
  try {
    const output = (await openOwnFile(partial, false)).createWriteStream({ flush: true });
    await withUnchangedFile(source, (input) =>
      writing(
        pipeline(input.createReadStream({ autoClose: false }), output, { signal }),
        partial,
        bytes,
      ),
    );
    const { state, difference } = await checkFile(partial, { hash }, signal);
    if (state !== 'intact') {
      throw new VentralError('DATA_CORRUPT', `${partial} was not written as read: ${difference}.`, {
        hint: 'The disk may be failing.',
      });
    }
    await writing(rename(partial, target), target);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
