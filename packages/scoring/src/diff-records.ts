import { comparePaired, type PairedComparison } from '@ventral/statistics';
import { compareRecords, type RecordComparison } from './compare-records.ts';
import { type RecordSource, readRecord } from './record-file.ts';

/** What sets two scores apart; plain JSON. */
export interface RecordDiff extends RecordComparison {
  /** The second less the first, with interval and p where both were drawn again by one plan. */
  readonly score: PairedComparison;
}

/**
 * Explains what sets two scores apart: the runs, and the numbers.
 *
 * @throws VentralError `FILE_UNREADABLE`, `RECORD_INVALID`
 */
export async function diffRecords(first: RecordSource, second: RecordSource): Promise<RecordDiff> {
  const { record: a } = await readRecord(first);
  const { record: b } = await readRecord(second);
  return { score: comparePaired(b.score, a.score), ...compareRecords(a, b) };
}
