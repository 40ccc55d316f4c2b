import { compareRecords, readRecordFile, type ScoreRecord } from '@ventral/scoring';
import { withError } from '../score-table.ts';
import { textTable } from '../text-table.ts';

/** Options of `ventral diff`. */
export interface DiffOptions {
  readonly json?: boolean;
}

/** Explains what sets two scores apart: the runs, and the numbers. */
export async function diff(
  firstPath: string,
  secondPath: string,
  { json }: DiffOptions,
): Promise<void> {
  const [{ record: first }, { record: second }] = [
    await readRecordFile(firstPath),
    await readRecordFile(secondPath),
  ];
  const comparison = compareRecords(first, second);
  const difference = second.score.value - first.score.value;
  const error = differenceError(first, second);
  if (json) {
    const score = { difference, ...(error === undefined ? {} : { error }) };
    console.log(JSON.stringify({ score, ...comparison }, undefined, 2));
    return;
  }
  const rows = [
    [`first   ${nameOf(first)}`, withError(first.score.value, first.score.error)],
    [`second  ${nameOf(second)}`, withError(second.score.value, second.score.error)],
    ['second - first', withError(difference, error)],
  ];
  console.log(textTable(['', 'score'], rows, [1]));
  if (comparison.differences.length === 0) console.log('Nothing sets the two apart.');
  for (const { kind, message } of comparison.differences) {
    console.log(`${kind.padEnd(11)} ${message}`);
  }
}

/** Of a difference between independent scores; splits in common make the true one smaller. */
function differenceError(
  { score: { error: first } }: ScoreRecord,
  { score: { error: second } }: ScoreRecord,
): number | undefined {
  return first === undefined || second === undefined ? undefined : Math.hypot(first, second);
}

function nameOf({ model, benchmark }: ScoreRecord): string {
  return `${model.id} on ${benchmark.id}`;
}
