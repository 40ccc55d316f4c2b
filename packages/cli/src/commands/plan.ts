import type { Command } from '@commander-js/extra-typings';
import type { Cell, CellFailure } from '@ventral/scoring';
import { jsonText } from '../json-text.ts';
import { plannedCells, withPlanFlags } from '../plan-flags.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { durationText, failureLines, type PlanRow, planTable } from '../run-text.ts';
import { openStoreHere, withStoreFlag } from '../store-flags.ts';

/** `ventral plan`: which scores are wanted, which exist, and what the others take. Scores nothing. */
export function addPlan(program: Command): void {
  const command = withPlanFlags(withStoreFlag(withRunFlags(program.command('plan'))));
  command
    .description('Say which scores a plan asks for, which exist, and what the others take')
    .argument('[plan]', 'a plan (YAML or JSON); or --models and --benchmarks')
    .option('--json', 'print the cells, and nothing else, to stdout')
    .action(async (path, flags) => {
      const project = await openProjectHere();
      await using store = await openStoreHere(flags);
      const { estimateCosts } = await import('@ventral/runs');
      const { cells: planned, failures } = await runWith(flags, (settings) =>
        plannedCells(path, flags, project, settings),
      );
      const cells = planned.map(({ cell }) => cell);
      const made = await store.recordKeys();
      if (failures.length > 0) process.exitCode = 1;
      if (flags.json) {
        const listed = cells.map((cell) => ({ ...cell, isMade: made.has(cell.key) }));
        process.stdout.write(jsonText({ cells: listed, failures: failures.map(asJson) }));
        return;
      }
      const { secondsOf } = await estimateCosts(store);
      const rows = rowsOf(cells, made, secondsOf);
      if (rows.length > 0) console.log(planTable(rows));
      const missing = cells.filter(({ key }) => !made.has(key)).length;
      const seconds = sumOf(rows.map(({ secondsLeft }) => secondsLeft));
      const known = seconds === undefined ? '' : `; about ${durationText(seconds)} on one core`;
      console.log(
        `\n${cells.length} cells, ${missing} of them missing in ${store.address}${known}.`,
      );
      for (const line of await downloadLines([...new Set(rows.map((row) => row.benchmark))])) {
        console.log(line);
      }
      if (failures.length > 0) {
        console.error(['Cannot be planned:', ...failureLines(failures)].join('\n'));
      }

      async function downloadLines(benchmarks: readonly string[]): Promise<readonly string[]> {
        const { formatBytes } = await import('@ventral/files');
        const models = [
          ...new Set(cells.filter((cell) => !cell.network).map(({ model }) => model)),
        ];
        const { cache: cacheFolder, mirror: mirrors } = flags;
        const settings = { cacheFolder, mirrors, offline: true };
        const lacking = await project.missingFiles({ benchmarks, models }, settings);
        if (lacking.length === 0) return [];
        const files = new Map(
          lacking.flatMap((one) => one.files.map((file) => [file.hash.digest, file])),
        );
        const bytes = [...files.values()].reduce((sum, file) => sum + (file.bytes ?? 0), 0);
        const size = bytes > 0 ? `, ${formatBytes(bytes)}` : '';
        const names = lacking.slice(0, 3).map(({ id }) => id);
        const more = lacking.length > 3 ? ` and ${lacking.length - 3} more` : '';
        return [`To be fetched: ${files.size} files${size}, for ${names.join(', ')}${more}.`];
      }
    });
}

function rowsOf(
  cells: readonly Cell[],
  made: ReadonlySet<string>,
  secondsOf: (cell: Cell) => number | undefined,
): readonly PlanRow[] {
  const benchmarks = [...new Set(cells.map(({ benchmark }) => benchmark))];
  return benchmarks.map((benchmark) => {
    const all = cells.filter((cell) => cell.benchmark === benchmark);
    const missing = all.filter(({ key }) => !made.has(key));
    const times = missing.map(secondsOf);
    return {
      benchmark,
      cells: all.length,
      made: all.length - missing.length,
      secondsLeft: sumOf(times),
    };
  });
}

function asJson({ model, benchmark, error }: CellFailure) {
  const { code, message, hint } = error;
  return { model, benchmark, code, message, hint };
}

/** Undefined where one of them is. */
function sumOf(times: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const time of times) {
    if (time === undefined) return undefined;
    sum += time;
  }
  return sum;
}
