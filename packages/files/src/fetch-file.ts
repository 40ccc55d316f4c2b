import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { type PinnedFile, type RunContext, throwIfInterrupted } from '@ventral/core';
import { isVentralError, VentralError } from '@ventral/errors';
import { download } from './download.ts';
import { checkFile } from './file-hash.ts';
import { withFileLock } from './file-lock.ts';
import { formatBytes } from './format-bytes.ts';
import { defaultPatience, openHttpClient, type Patience } from './http-client.ts';
import { findInMirrors } from './mirror.ts';
import { noteChecked } from './unchanged-file.ts';
import { writing } from './write-error.ts';

/**
 * Finds or fetches a pinned file and gives the path of a copy that has the pinned hash.
 *
 * Looked for in the cache (`<cacheFolder>/files/<algorithm>/<digest>/<name>`), then in the mirrors
 * (used where they lie), then, unless the run is offline, on the network, where the addresses are
 * tried in order. A download is continued after an interruption, also by another process, and two
 * processes never write the same file at once.
 *
 * What this package reads of the path later is what was hashed, though others may write to a mirror;
 * see `withUnchangedFile`. Where the cache can be read but not written, as one that a machine's users
 * share, what it lacks is fetched into a temporary folder, which goes with the process.
 *
 * A cached file is hashed anew each time it is asked for: at about a gigabyte a second that costs
 * less than anything done with the file, and no note of an earlier check can hide damage since.
 *
 * @param patience how long to wait for a server
 * @throws VentralError `DATA_UNAVAILABLE` where no cache, mirror or address has the file
 * @throws VentralError `DATA_CORRUPT` where all that is found does not have the pinned hash
 * @throws VentralError `DISK_FULL`, `FILE_UNWRITABLE` where it cannot be kept
 * @throws VentralError `OPTION_INVALID` where a mirror is none
 * @throws VentralError `INTERRUPTED` soon after the context's signal aborts; what came is kept
 *
 * @example
 * const path = await fetchFile(cowley2023.files[0], createRunContext());
 */
export async function fetchFile(
  file: PinnedFile,
  context: RunContext,
  patience: Patience = defaultPatience,
): Promise<string> {
  const path = await findOrFetch(file, context, patience);
  context.fileUsed(file);
  return path;
}

async function findOrFetch(
  file: PinnedFile,
  context: RunContext,
  patience: Patience,
): Promise<string> {
  const cached = cachedPath(file, context.cacheFolder);
  try {
    const { state, difference, identity } = await checkFile(cached, file, context.signal);
    const mirrored = state === 'intact' ? { damage: [] } : await findInMirrors(file, context);
    const found = state === 'intact' ? { path: cached, identity } : mirrored.found;
    if (found !== undefined) {
      noteChecked(found.path, file, found.identity);
      return found.path;
    }
    const damage = [...mirrored.damage];
    if (state === 'corrupt')
      damage.unshift(`The cached copy, ${cached}, is damaged: ${difference}.`);
    for (const task of damage) context.report({ task, done: 0, unit: 'bytes' });
    if (context.offline || file.urls.length === 0) throw failure(file, damage, []);
    await fetchInto(cached, file, damage, context, patience);
    // Its new name made it another; it is hashed when it is opened.
    noteChecked(cached, file, '');
    return cached;
  } catch (error) {
    if (isReadOnly(error) && context.cacheFolder !== (await temporaryCache)) {
      temporaryCache ??= makeTemporaryCache();
      const cacheFolder = await temporaryCache;
      const task = `${context.cacheFolder} cannot be written: fetching ${file.path} for this run alone`;
      context.report({ task, done: 0, unit: 'bytes' });
      return findOrFetch(file, { ...context, cacheFolder }, patience);
    }
    throwIfInterrupted(context.signal, `while fetching ${file.path}; what came of it is kept`);
    throw error;
  }
}

// One for the process, so that a file is fetched once.
let temporaryCache: Promise<string> | undefined;

async function makeTemporaryCache(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ventral-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isReadOnly(error: unknown): boolean {
  const { code } = Object((error as Error).cause) as NodeJS.ErrnoException;
  return (
    isVentralError(error, 'FILE_UNWRITABLE') && ['EACCES', 'EPERM', 'EROFS'].includes(String(code))
  );
}

async function fetchInto(
  cached: string,
  file: PinnedFile,
  damage: readonly string[],
  context: RunContext,
  patience: Patience,
): Promise<void> {
  await writing(mkdir(dirname(cached), { recursive: true }), dirname(cached), file.bytes);
  await withFileLock(cached, context, async (signal) => {
    const { state } = await checkFile(cached, file, signal);
    // Another process may have fetched it while this one waited for the lock.
    if (state === 'intact') return;
    if (state === 'corrupt') await writing(rename(cached, `${cached}.corrupt`), cached);
    const partial = `${cached}.partial`;
    await downloadFromAny(file, partial, damage, { ...context, signal }, patience);
    await writing(rename(partial, cached), cached);
  });
}

async function downloadFromAny(
  file: PinnedFile,
  partial: string,
  damage: readonly string[],
  context: RunContext,
  patience: Patience,
): Promise<void> {
  const client = await openHttpClient(patience, context.signal);
  const problems: VentralError[] = [];
  try {
    for (const url of file.urls) {
      try {
        return await download(url, file, partial, client, context);
      } catch (error) {
        if (!isVentralError(error, 'DATA_UNAVAILABLE', 'DATA_CORRUPT')) throw error;
        problems.push(error);
      }
    }
  } finally {
    await client.close();
  }
  throw failure(file, damage, problems);
}

/** The error for a file that nothing gave. */
function failure(
  file: PinnedFile,
  damage: readonly string[],
  problems: readonly VentralError[],
): VentralError {
  const { path, bytes, urls } = file;
  const name = bytes === undefined ? path : `${path} (${formatBytes(bytes)})`;
  const reasons = problems.map(({ message }) => message).join('; ');
  const address = urls.length === 0 ? 'it has no public address' : `it is at ${urls.join(', ')}`;
  const why = reasons === '' ? `and the run is offline; ${address}` : `and ${reasons}`;
  const wrong = problems.some(({ code }) => code === 'DATA_CORRUPT');
  return new VentralError(
    wrong || damage.length > 0 ? 'DATA_CORRUPT' : 'DATA_UNAVAILABLE',
    [...damage, `${name} is in no cache and no mirror, ${why}.`].join(' '),
    {
      hint:
        (wrong ? 'A proxy or a login page may have answered; nothing of it was kept. ' : '') +
        'On a machine with network, run: ventral data pull <id> --to DIR. ' +
        'Then give that folder here: --mirror DIR, or VENTRAL_MIRROR=DIR.',
      cause: problems.at(-1),
    },
  );
}

/** Where a cache keeps a file. */
export function cachedPath({ path, hash }: PinnedFile, cacheFolder: string): string {
  const name = posix.basename(path);
  const length = hash.algorithm === 'sha256' ? 64 : 40;
  if (!new RegExp(`^[0-9a-f]{${length}}$`).test(hash.digest) || /^\.*$|[/\\]/.test(name)) {
    throw new VentralError(
      'PLUGIN_BROKEN',
      `The pin of '${path}' cannot be used: its ${hash.algorithm} is '${hash.digest}'.`,
      { hint: 'Report it to the author of the plugin; a digest is lower-case hexadecimal.' },
    );
  }
  return join(cacheFolder, 'files', hash.algorithm, hash.digest, name);
}
