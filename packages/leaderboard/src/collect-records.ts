import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { VentralError } from '@ventral/errors';
import { openLeaderboardThreads } from './open-leaderboard-threads.ts';
import { type ReadFile, readFiles } from './read-files.ts';
import type { RecordEntry } from './record-entry.ts';
import type { RefusedFile } from './site-data.ts';

// Below so many files, threads take longer to start than they save.
const fewFiles = 2000;
// Files that a thread reads in one go.
const batchSize = 500;

/** The scores in folders of records. */
export interface CollectedRecords {
  readonly entries: readonly RecordEntry[];
  /** Paths of the records, in order. */
  readonly files: readonly string[];
  /** Files that are no valid records, or whose signature does not hold: left out, and named. */
  readonly refused: readonly RefusedFile[];
}

/**
 * Reads every `.json` file of folders and their folders as a record, or as a list of records such as
 * `ventral compare --json` prints.
 *
 * @param folders or single files
 * @throws VentralError `FILE_UNREADABLE` for a folder that cannot be read
 */
export async function collectRecords(folders: readonly string[]): Promise<CollectedRecords> {
  const files = [...new Set((await Promise.all(folders.map(recordFiles))).flat())].sort();
  const entries: RecordEntry[] = [];
  const refused: RefusedFile[] = [];
  const read = await (files.length < fewFiles ? readFiles(files) : readInThreads(files));
  for (const one of read) {
    if ('reason' in one) refused.push(one);
    else for (const entry of one) entries.push(entry);
  }
  return { entries, files, refused };
}

async function readInThreads(files: readonly string[]): Promise<readonly ReadFile[]> {
  const batches = Array.from({ length: Math.ceil(files.length / batchSize) }, (_, batch) =>
    files.slice(batch * batchSize, (batch + 1) * batchSize),
  );
  await using threads = openLeaderboardThreads(batches.length);
  return (await Promise.all(batches.map((batch) => threads.run('readInThread', batch)))).flat();
}

async function recordFiles(path: string): Promise<readonly string[]> {
  if (/\.json$/i.test(path)) return [path];
  try {
    const found = await readdir(path, { recursive: true, withFileTypes: true });
    return found
      .filter((entry) => entry.isFile() && /\.json$/i.test(entry.name))
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (cause) {
    throw new VentralError('FILE_UNREADABLE', `${path} is no folder that can be read.`, {
      hint: 'Name a folder of score records, as ventral score --output and ventral compare --output write them.',
      cause,
    });
  }
}
