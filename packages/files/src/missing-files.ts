import { join } from 'node:path';
import type { PinnedFile, RunContext } from '@ventral/core';
import { cachedPath } from './fetch-file.ts';
import { fileSize } from './file-hash.ts';
import { candidatesFor, readMirrorList } from './mirror.ts';

/**
 * The files that are neither in the cache nor in a mirror, by their names and sizes: quick, since nothing
 * is hashed before it is used.
 *
 * @throws VentralError `OPTION_INVALID`, `DATA_CORRUPT` for what is no mirror
 */
export async function missingFiles(
  files: readonly PinnedFile[],
  { cacheFolder, mirrors }: Pick<RunContext, 'cacheFolder' | 'mirrors'>,
): Promise<readonly PinnedFile[]> {
  const lists = await Promise.all(
    mirrors.map(async (folder) => ({ folder, checksums: await readMirrorList(folder) })),
  );
  const missing: PinnedFile[] = [];
  for (const file of files) {
    const places = [
      cachedPath(file, cacheFolder),
      ...lists.flatMap(({ folder, checksums }) =>
        candidatesFor(file, checksums).map(({ path }) => join(folder, path)),
      ),
    ];
    const sizes = await Promise.all(places.map(fileSize));
    const isThere = sizes.some((size) => size !== undefined && size === (file.bytes ?? size));
    if (!isThere) missing.push(file);
  }
  return missing;
}
