import type { Command } from '@commander-js/extra-typings';
import type { RecordDifference, ScoreRecord } from '@ventral/scoring';
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
      const { withError } = await import('../score-table.ts');
      const { textTable } = await import('../text-table.ts');
      const rows = [
        [`first   ${nameOf(first)}`, withError(first.score.value, first.score.error)],
        [`second  ${nameOf(second)}`, withError(second.score.value, second.score.error)],
        ['second - first', withError(diff.score.difference, diff.score.error)],
      ];
      console.log(textTable(['', 'score'], rows, [1]));
      if (diff.differences.length === 0) console.log('Nothing sets the two apart.');
      for (const line of shortLines(diff.differences)) console.log(line);
    });
}

/** The runs in full, of the numbers those that come first: the score's own. */
function shortLines(differences: readonly RecordDifference[]): readonly string[] {
  const numbers = differences.filter(({ kind }) => kind === 'number');
  const rest = differences.filter(({ kind }) => kind !== 'number');
  const left = numbers.length - mostNumbers;
  return [
    ...differenceLines([...rest, ...numbers.slice(0, mostNumbers)]),
    ...(left > 0 ? [`${left} more places with other numbers: --json has them all.`] : []),
  ];
}

function nameOf({ model, benchmark }: ScoreRecord): string {
  return oneLine(`${model.id} on ${benchmark.id}`);
}
