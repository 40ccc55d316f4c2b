import type { Command } from '@commander-js/extra-typings';
import type { RecordDiff, RecordDifference, ScoreRecord } from '@ventral/scoring';
import { differenceLines } from '../difference-lines.ts';
import { jsonText } from '../json-text.ts';
import { oneLine } from '../printable.ts';

const mostNumbers = 6;

/** `ventral diff`: explains what sets two scores apart, the runs and the numbers. */
export function addDiff(program: Command): void {
  program
    .command('diff')
    .description('Explain what sets two scores apart')
    .argument('<first>', 'a score record (.json)')
    .argument('<second>', 'another')
    .option('--json', 'print JSON')
    .action(async (firstPath, secondPath, { json }) => {
      const { diffRecords, readRecord } = await import('@ventral/scoring');
      const { record: first } = await readRecord(firstPath);
      const { record: second } = await readRecord(secondPath);
      const diff = await diffRecords(first, second);
      if (json) {
        process.stdout.write(jsonText(diff));
        return;
      }
      const { scoreText, withError } = await import('../score-table.ts');
      const { textTable } = await import('../text-table.ts');
      const rows = [
        [`first   ${nameOf(first)}`, scoreText(first.score)],
        [`second  ${nameOf(second)}`, scoreText(second.score)],
        ['second - first', withError(diff.score.difference, errorOf(diff.score))],
      ];
      console.log(textTable(['', 'score'], rows, [1]));
      console.log(pairedText(diff.score));
      if (diff.differences.some(({ kind }) => kind === 'split')) {
        console.log(
          'Splits or words compared are not the same: some of the difference may be theirs.',
        );
      }
      if (diff.differences.length === 0) console.log('Nothing sets the two apart.');
      for (const line of shortLines(diff.differences)) console.log(line);
    });
}

function errorOf(paired: RecordDiff['score']): number | undefined {
  return 'unavailable' in paired ? undefined : paired.standardError;
}

function pairedText(paired: RecordDiff['score']): string {
  if ('unavailable' in paired) return `Not compared: ${paired.unavailable}`;
  const [low, high] = paired.interval.map((bound) => bound.toFixed(3));
  const p = paired.p < 0.001 ? 'p < .001' : `p = ${paired.p.toFixed(3).replace(/^0/, '')}`;
  return `95 %: ${low} to ${high}, on the same draws of both; ${p}.`;
}

/** The runs in full, of the numbers those that come first: the score's own. */
function shortLines(differences: readonly RecordDifference[]): readonly string[] {
  const numbers = differences
    .filter(({ kind }) => kind === 'number')
    .sort((a, b) => Number(isOfReplicates(a)) - Number(isOfReplicates(b)));
  const rest = differences.filter(({ kind }) => kind !== 'number');
  const left = numbers.length - mostNumbers;
  return [
    ...differenceLines([...rest, ...numbers.slice(0, mostNumbers)]),
    ...(left > 0 ? [`${left} more places with other numbers: --json has them all.`] : []),
  ];
}

function isOfReplicates({ what }: RecordDifference): boolean {
  return what.includes('.replicates.');
}

function nameOf({ model, benchmark }: ScoreRecord): string {
  return oneLine(`${model.id} on ${benchmark.id}`);
}
