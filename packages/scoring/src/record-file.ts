import { isVentralError, VentralError } from '@ventral/errors';
import { RepeatedNameError, readJson } from '@ventral/files';
import { parseRecord, type ScoreRecord } from './record.ts';
import { withoutStore } from './stored-record.ts';

/** Path of a record, or the JSON of one. */
export type RecordSource = string | ScoreRecord | RecordJson;

/** A record as it was read: it may hold fields that this version does not know. */
export type RecordJson = Readonly<Record<string, unknown>>;

/**
 * Reads a score record, as it was written or as a store keeps it.
 *
 * @throws VentralError `FILE_UNREADABLE`, or `RECORD_INVALID` naming the file and its wrong fields
 */
export async function readRecord(
  source: RecordSource,
): Promise<{ readonly json: RecordJson; readonly record: ScoreRecord }> {
  const read = typeof source === 'string' ? await readRecordJson(source) : source;
  try {
    const json = withoutStore(read);
    return { json: json as RecordJson, record: parseRecord(json) };
  } catch (cause) {
    if (!isVentralError(cause) || typeof source !== 'string') throw cause;
    const { hint = '' } = cause;
    throw new VentralError(cause.code, `${source}: ${cause.message}`, { hint, cause });
  }
}

async function readRecordJson(path: string): Promise<unknown> {
  try {
    return await readJson(path);
  } catch (error) {
    const { cause } = error as Error;
    if (!(cause instanceof RepeatedNameError)) throw error;
    throw new VentralError('RECORD_INVALID', `${path} is no score record: ${cause.message}.`, {
      hint: 'Get the record again from whoever made it: another reader may see another of the two.',
      cause,
    });
  }
}
