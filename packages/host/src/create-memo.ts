import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Memo } from '@ventral/core';
import { writing } from '@ventral/files';

/**
 * A memo in the folder `memo` of the cache: one small file a key, written whole or not at all.
 *
 * @throws VentralError `DISK_FULL` or `FILE_UNWRITABLE` where a result cannot be kept
 */
export function createMemo(cacheFolder: string): Memo {
  const folder = join(cacheFolder, 'memo');
  const pathOf = (key: string) =>
    join(folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  return {
    async get(key) {
      try {
        return JSON.parse(await readFile(pathOf(key), 'utf8'));
      } catch {
        // Absent, or damaged: it will be made again.
        return undefined;
      }
    },
    async set(key, value) {
      const path = pathOf(key);
      const partial = `${path}.${randomUUID()}.partial`;
      await writing(mkdir(folder, { recursive: true }), folder);
      await writing(writeFile(partial, JSON.stringify(value)), partial);
      await writing(rename(partial, path), path);
    },
  };
}
