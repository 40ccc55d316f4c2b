import { relative } from 'node:path';
import { isVentralError } from '@ventral/errors';
import { readJson } from '@ventral/files';
import { checkSignature, type RecordJson, readRecord } from '@ventral/scoring';
import { entriesOf, type RecordEntry } from './record-entry.ts';
import type { RefusedFile } from './site-data.ts';

// So many files are open at a time.
const atOnce = 32;

/** The scores in a file, or why it is left out. */
export type ReadFile = readonly RecordEntry[] | RefusedFile;

/** Reads files of one record, or of a list of records; in their order. */
export async function readFiles(files: readonly string[]): Promise<readonly ReadFile[]> {
  const read: ReadFile[] = [];
  for (let first = 0; first < files.length; first += atOnce) {
    read.push(...(await Promise.all(files.slice(first, first + atOnce).map(readOrRefuse))));
  }
  return read;
}

async function readOrRefuse(file: string): Promise<ReadFile> {
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
