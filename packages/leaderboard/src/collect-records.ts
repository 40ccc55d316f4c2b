import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isVentralError, VentralError } from '@ventral/errors';
import { readJson } from '@ventral/files';
import { checkSignature, type RecordJson, readRecord } from '@ventral/scoring';
import { entriesOf, type RecordEntry } from './record-entry.ts';
import type { RefusedFile } from './site-data.ts';

// So many files are open at a time.
const atOnce = 32;

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
  for (let first = 0; first < files.length; first += atOnce) {
    const some = files.slice(first, first + atOnce);
    const read = await Promise.all(some.map(readOrRefuse));
    for (const one of read) {
      if ('reason' in one) refused.push(one);
      else for (const entry of one) entries.push(entry);
    }
  }
  return { entries, files, refused };
}

async function readOrRefuse(file: string): Promise<readonly RecordEntry[] | RefusedFile> {
  try {
    return await readEntries(file);
  } catch (error) {
    if (isVentralError(error)) return { file: shortPath(file), reason: error.message };
    throw error;
  }
}

async function readEntries(file: string): Promise<readonly RecordEntry[]> {
  const json = await readJson(file);
  const records = Array.isArray(json) ? json : [json];
  const read = records.map(async (one, index) => {
    const { record } = await readRecord(one as RecordJson);
    const isSigned = checkSignature(one as RecordJson, record.signature) !== undefined;
    return entriesOf(record, { file, index, isSigned, withReplicates: true });
  });
  return (await Promise.all(read)).flat();
}

/** As a page names it: a path of this machine is nobody else's business. */
function shortPath(file: string): string {
  const path = relative(process.cwd(), file).replaceAll('\\', '/');
  return path.startsWith('../') ? path.split('/').slice(-2).join('/') : path;
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
