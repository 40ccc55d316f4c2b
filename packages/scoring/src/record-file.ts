import { isVentralError, VentralError } from '@ventral/errors';
import { readJson } from '@ventral/files';
import { parseRecord, type ScoreRecord } from './record.ts';

/** A record and the JSON it was read from, which may hold more than this version knows. */
export interface RecordFile {
  readonly json: Readonly<Record<string, unknown>>;
  readonly record: ScoreRecord;
}

/**
 * Reads a score record.
 *
 * @throws VentralError `FILE_UNREADABLE`, or `RECORD_INVALID` naming the file and its wrong fields
 */
export async function readRecordFile(path: string): Promise<RecordFile> {
  const json = await readJson(path);
  try {
    const record = parseRecord(json);
    return { json: json as Readonly<Record<string, unknown>>, record };
  } catch (cause) {
    if (!isVentralError(cause)) throw cause;
    const { hint = '' } = cause;
    throw new VentralError(cause.code, `${path}: ${cause.message}`, { hint, cause });
  }
}
