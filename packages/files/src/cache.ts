import type { Dirent } from 'node:fs';
import { lstat, readdir, rm, rmdir, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writing } from './write-error.ts';

/** What a cache keeps: fetched files, and recorded activations. */
export type CachePart = 'files' | 'activations';

/** One file in a cache. */
export interface CacheEntry {
  /** Path relative to the cache folder. */
  readonly path: string;
  readonly bytes: number;
  /** When it was last used, or written. */
  readonly usedAt: Date;
}

/** What lies in a cache folder, whole files and unfinished ones, by part. */
export type CacheDescription = Readonly<Record<CachePart, readonly CacheEntry[]>>;

const parts: readonly CachePart[] = ['files', 'activations'];

/** Lists a cache, sorted by path; a cache that does not exist is empty. */
export async function describeCache(folder: string): Promise<CacheDescription> {
  const [files, activations] = await Promise.all(parts.map((part) => listFiles(folder, part)));
  return { files: files ?? [], activations: activations ?? [] };
}

/**
 * Empties a cache, or a part of it. Only `files` and `activations` below the folder are removed,
 * links within them as links; anything else in the folder stays.
 *
 * @param what the part to empty
 * @default what both
 * @returns the number of bytes that were freed
 * @throws VentralError `FILE_UNWRITABLE` where something cannot be removed
 */
export async function clearCache(
  folder: string,
  { what }: { readonly what?: CachePart } = {},
): Promise<number> {
  let freed = 0;
  for (const part of what === undefined ? parts : [what]) {
    for (const { bytes } of await listFiles(folder, part)) freed += bytes;
    const path = join(folder, part);
    await writing(rm(path, { recursive: true, force: true }), path);
  }
  return freed;
}

/** Notes that a file of a cache is used now: those that are not used leave first. */
export async function markUsed(path: string): Promise<void> {
  try {
    await utimes(path, new Date(), (await lstat(path)).mtime);
  } catch {
    // Gone, or in a cache of others, which is theirs to keep.
  }
}

/**
 * Removes activations, those used least recently first, until the others take at most `limit` bytes.
 *
 * @param before what was used since then stays
 * @default before now
 * @returns the number of bytes that were freed
 * @throws VentralError `FILE_UNWRITABLE` where something cannot be removed
 */
export async function trimActivations(
  folder: string,
  limit: number,
  before: Date = new Date(),
): Promise<number> {
  const entries = await listFiles(folder, 'activations');
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  let freed = 0;
  for (const { path, bytes, usedAt } of entries.toSorted(
    (a, b) => a.usedAt.getTime() - b.usedAt.getTime(),
  )) {
    if (total - freed <= limit || usedAt >= before) break;
    await writing(rm(join(folder, path), { force: true }), path);
    // Where it was the last of its model and stimuli.
    await rmdir(dirname(join(folder, path))).catch(() => {});
    freed += bytes;
  }
  return freed;
}

async function listFiles(folder: string, part: string): Promise<readonly CacheEntry[]> {
  const below: Dirent[] = await readdir(join(folder, part), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
      throw error;
    },
  );
  const listed = await Promise.all(
    below.map(async (entry) => {
      const path = join(part, entry.name);
      if (entry.isDirectory()) return listFiles(folder, path);
      const { size: bytes, atime, mtime } = await lstat(join(folder, path));
      return [{ path, bytes, usedAt: new Date(Math.max(+atime, +mtime)) }];
    }),
  );
  return listed.flat().sort((a, b) => (a.path < b.path ? -1 : 1));
}
