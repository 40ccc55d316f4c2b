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
      const costs = await estimateCosts(
        cells.filter(({ key }) => made.has(key)),
        store,
      );
      const rows = rowsOf(cells, made, costs.secondsOf);
      if (rows.length > 0) console.log(planTable(rows));
      const missing = cells.filter(({ key }) => !made.has(key)).length;
      const times = rows.map(({ secondsLeft }) => secondsLeft);
      const known = times.every((one) => one !== undefined)
        ? `; about ${durationText(times.reduce((sum, one) => sum + (one ?? 0), 0))} on one core`
        : '';
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
        return lacking.map(({ id, files }) => {
          const bytes = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
          return `To be fetched for ${id}: ${files.length} files${bytes > 0 ? `, ${formatBytes(bytes)}` : ''}.`;
        });
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
    const [first] = missing;
    const each = first === undefined ? 0 : secondsOf(first);
    return {
      benchmark,
      cells: all.length,
      made: all.length - missing.length,
      secondsLeft: each === undefined ? undefined : each * missing.length,
    };
  });
}

function asJson({ model, benchmark, error }: CellFailure) {
  const { code, message, hint } = error;
  return { model, benchmark, code, message, hint };
}
