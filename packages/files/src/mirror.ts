import { join, posix } from 'node:path';
import type { PinnedFile, RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { type Checksum, parseChecksums } from './checksum-list.ts';
import { checkFile } from './file-hash.ts';
import { formatBytes } from './format-bytes.ts';
import { openRegularFile } from './regular-file.ts';

/** The name of a mirror's list of files. */
export const checksumListName = 'SHA256SUMS';

/** Bytes; some hundred thousand files. */
const largestList = 50e6;

/** What the mirrors of a run hold of one file. */
export interface MirrorSearch {
  /** A copy that has the pinned hash: its path, and which file it was. */
  readonly found?: { readonly path: string; readonly identity: string };
  /** Sentences about copies that were found but are damaged. */
  readonly damage: readonly string[];
}

/**
 * Looks for a file in the mirrors of a run, in order; nothing is copied.
 *
 * A mirror is a folder with a `SHA256SUMS` list (GNU format). A file pinned by sha256 is found by
 * it; one pinned by another hash by its path, or else its name, as candidates whose content then
 * decides. Every copy is hashed before it is used.
 *
 * @throws VentralError `OPTION_INVALID` where a mirror has no list
 * @throws VentralError `DATA_CORRUPT` where a list cannot be parsed or leads out of its folder
 */
export async function findInMirrors(
  file: PinnedFile,
  { mirrors, signal }: Pick<RunContext, 'mirrors' | 'signal'>,
): Promise<MirrorSearch> {
  const damage: string[] = [];
  for (const folder of mirrors) {
    for (const candidate of candidatesFor(file, await readMirrorList(folder))) {
      const path = join(folder, candidate.path);
      const { state, difference, identity } = await checkFile(path, file, signal);
      if (state === 'intact') return { found: { path, identity }, damage };
      if (state === 'corrupt' && candidate.digest === file.hash.digest) {
        damage.push(`The copy in the mirror, ${path}, is damaged: ${difference}.`);
      }
    }
  }
  return { damage };
}

/**
 * The list of a mirror.
 *
 * @throws VentralError `OPTION_INVALID` where there is none
 * @throws VentralError `DATA_CORRUPT` where it cannot be parsed or leads out of its folder
 */
export async function readMirrorList(folder: string): Promise<readonly Checksum[]> {
  const path = join(folder, checksumListName);
  return parseChecksums(await readListText(path, folder), path);
}

async function readListText(path: string, folder: string): Promise<string> {
  try {
    const list = await openRegularFile(path);
    try {
      const { size } = await list.stat();
      if (size <= largestList) return await list.readFile('utf8');
      const most = formatBytes(largestList);
      throw new VentralError(
        'OPTION_INVALID',
        `${path} has ${formatBytes(size)}, more than ${most}`,
      );
    } finally {
      await list.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = message.replace(/\.$/, '');
    throw new VentralError('OPTION_INVALID', `'${folder}' is no mirror: ${why}.`, {
      hint:
        `A mirror is a folder with a ${checksumListName} file. ` +
        'Make one with: ventral data pull <id> --to DIR',
      cause: error,
    });
  }
}

/** The entries of a mirror's list that may be a file; their content decides. */
export function candidatesFor(
  { hash, path }: PinnedFile,
  checksums: readonly Checksum[],
): readonly Checksum[] {
  if (hash.algorithm === 'sha256') return checksums.filter(({ digest }) => digest === hash.digest);
  const name = posix.basename(path);
  const named = checksums.filter((checksum) => posix.basename(checksum.path) === name);
  const isWholePath = (checksum: Checksum) => `/${checksum.path}`.endsWith(`/${path}`);
  return [...named.filter(isWholePath), ...named.filter((checksum) => !isWholePath(checksum))];
}
