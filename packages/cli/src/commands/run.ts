import type { Command } from '@commander-js/extra-typings';
import type { Benchmark } from '@ventral/core';
import type { RunStatus, RunStore } from '@ventral/runs';
import type { Cell, Project, ScoreRecord } from '@ventral/scoring';
import { positiveInteger } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { plannedCells, withPlanFlags } from '../plan-flags.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { failureLines, statusLines } from '../run-text.ts';
import { openEngineHere, openStoreHere, sharingFlag, withEngineFlags } from '../store-flags.ts';

/** `ventral run`: makes the scores that a plan asks for, those that exist left out, here or elsewhere. */
export function addRun(program: Command): void {
  const command = withPlanFlags(withEngineFlags(withRunFlags(program.command('run'))));
  command
    .description('Make the scores of a plan that do not exist, here or on a cluster')
    .argument('[plan]', 'a plan (YAML or JSON); or --models and --benchmarks')
    .option('--at-once <count>', 'models at a time, with --engine local', positiveInteger)
    .option(
      '--chunk-seconds <seconds>',
      'about how long a worker is busy with a chunk (default: 600; local: all of a model)',
      positiveInteger,
    )
    .option(
      '--priority <number>',
      'in a queue: the smaller, the sooner (default: 0)',
      positiveInteger,
    )
    .option(...sharingFlag)
    .option('--detach', 'submit, and wait for nothing')
    .option(
      '--output <folder>',
      'write the score records there as well, a folder for each benchmark',
    )
    .option('--json', 'print how the run ended, and nothing else, to stdout')
    .action(async (path, flags) => {
      const { estimateCosts, submitRun } = await import('@ventral/runs');
      const project = await openProjectHere();
      await using store = await openStoreHere(flags);
      const outcome = await runWith(flags, async (settings, say) => {
        const { cells, failures } = await plannedCells(path, flags, project, settings);
        if (failures.length > 0) {
          process.exitCode = 1;
          say(['Cannot be planned:', ...failureLines(failures)].join('\n'));
        }
        const estimate = await estimateCosts(store);
        await using engine = await openEngineHere(flags, store, estimate.peakBytes);
        const { priority, chunkSeconds } = flags;
        const run = await submitRun(cells, { engine, store, estimate, priority, chunkSeconds });
        if (flags.detach) return { run };
        const { finishRun } = await import('../watch-run.ts');
        const { atOnce: concurrency, shareActivations } = flags;
        const watch = { run, store, engine, concurrency, shareActivations };
        return { run, status: await finishRun(watch, settings, say) };
      });
      const { run, status } = outcome;
      if (status === undefined) {
        if (flags.json) process.stdout.write(jsonText({ run: run.id, cells: run.cells.length }));
        else {
          console.log(`Run ${run.id}: ${run.cells.length} cells, in ${store.address}.`);
          console.log(`Watch it with: ventral status ${run.id} --watch`);
        }
        return;
      }
      if (status.made < status.cells) process.exitCode = 1;
      const records = await recordsOf(run.cells, store);
      if (flags.output !== undefined) await writeRecords(flags.output, records);
      if (flags.json) {
        process.stdout.write(jsonText(status));
        return;
      }
      for (const line of await tables(project, records)) console.log(line);
      for (const line of endLines(status, flags.output, store)) console.log(line);
    });
}

/** By the id of the benchmark. */
type Records = ReadonlyMap<string, readonly ScoreRecord[]>;

async function recordsOf(cells: readonly Cell[], store: RunStore): Promise<Records> {
  const byBenchmark = new Map<string, ScoreRecord[]>();
  const { inParallel } = await import('@ventral/runs');
  const found = new Map<string, ScoreRecord>();
  await inParallel(cells, async ({ key }) => {
    const stored = await store.record(key);
    if (stored !== undefined) found.set(key, stored.record);
  });
  for (const { key } of cells) {
    const record = found.get(key);
    if (record === undefined) continue;
    const { id } = record.benchmark;
    byBenchmark.set(id, [...(byBenchmark.get(id) ?? []), record]);
  }
  return byBenchmark;
}

async function writeRecords(folder: string, records: Records): Promise<void> {
  const { RecordFolder } = await import('../record-folder.ts');
  const { join } = await import('node:path');
  for (const [benchmark, all] of records) {
    const place = await RecordFolder.open(join(folder, benchmark));
    for (const record of all) await place.write(record);
  }
}

// A run of a registry has thousands of scores: they are for the leaderboard.
const mostModels = 50;

async function tables(project: Project, records: Records): Promise<readonly string[]> {
  const { comparisonTable } = await import('../comparison-table.ts');
  const { timeLines } = await import('../time-table.ts');
  const lines: string[] = [];
  for (const [id, all] of records) {
    if (all.length > mostModels) continue;
    const benchmark: Benchmark = await project.load('benchmark', id);
    const ranked = all.toSorted(({ score: a }, { score: b }) =>
      a.better === 'higher' ? b.value - a.value : a.value - b.value,
    );
    lines.push(`${benchmark.title}; ${all[0]?.score.better} is better.`, '');
    lines.push(comparisonTable(benchmark, ranked), '', ...timeLines(ranked));
  }
  return lines;
}

function endLines(
  status: RunStatus,
  output: string | undefined,
  store: RunStore,
): readonly string[] {
  const place = output ?? `${store.address}/records`;
  return [
    ...statusLines(status),
    `Records: ${place}. As a page: ventral leaderboard build ${place} --out SITE`,
  ];
}
