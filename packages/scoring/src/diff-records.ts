import { compareRecords, type RecordComparison } from './compare-records.ts';
import type { ScoreRecord } from './record.ts';
import { type RecordSource, readRecord } from './record-file.ts';

/** What sets two scores apart; plain JSON. */
export interface RecordDiff extends RecordComparison {
  readonly score: {
    /** The second less the first. */
    readonly difference: number;
    /** Its standard error, where both scores have one. */
    readonly error?: number;
  };
}

/**
 * Explains what sets two scores apart: the runs, and the numbers.
 *
 * @throws VentralError `FILE_UNREADABLE`, `RECORD_INVALID`
 */
export async function diffRecords(first: RecordSource, second: RecordSource): Promise<RecordDiff> {
  const { record: a } = await readRecord(first);
  const { record: b } = await readRecord(second);
  const error = differenceError(a, b);
  const difference = b.score.value - a.score.value;
  const score = { difference, ...(error === undefined ? {} : { error }) };
  return { score, ...compareRecords(a, b) };
}

/** Of a difference between independent scores; splits in common make the true one smaller. */
function differenceError(
  { score: { error: first } }: ScoreRecord,
  { score: { error: second } }: ScoreRecord,
): number | undefined {
  return first === undefined || second === undefined ? undefined : Math.hypot(first, second);
}
