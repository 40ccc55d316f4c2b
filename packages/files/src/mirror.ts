import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { PinnedFile, RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { type Checksum, parseChecksums } from './checksum-list.ts';
import { checkFile } from './file-hash.ts';

/** The name of a mirror's list of files. */
export const checksumListName = 'SHA256SUMS';

/** What the mirrors of a run hold of one file. */
export interface MirrorSearch {
  /** Path of a copy that has the pinned hash. */
  readonly path?: string;
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
      const { state, difference } = await checkFile(path, file, signal);
      if (state === 'intact') return { path, damage };
      if (state === 'corrupt' && candidate.digest === file.hash.digest) {
        damage.push(`The copy in the mirror, ${path}, is damaged: ${difference}.`);
      }
    }
  }
  return { damage };
}

/** What a mirror holds, by its list. */
export async function readMirrorList(folder: string): Promise<readonly Checksum[]> {
  const path = join(folder, checksumListName);
  try {
    return parseChecksums(await readFile(path, 'utf8'), path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EACCES') throw error;
    throw new VentralError('OPTION_INVALID', `'${folder}' is no mirror: ${message}.`, {
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
