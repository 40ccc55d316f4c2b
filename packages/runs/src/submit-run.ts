import { randomUUID } from 'node:crypto';
import type { Cell, PlannedCell } from '@ventral/scoring';
import { chunksOf } from './chunks.ts';
import type { Engine } from './engine.ts';
import { type Estimate, estimateCosts } from './estimate.ts';
import type { Run, RunStore } from './run-store.ts';

/** How cells are submitted. */
export interface SubmitSettings {
  readonly engine: Engine;
  readonly store: RunStore;
  /** What cells take. @default read from the records in the store */
  readonly estimate?: Estimate | undefined;
  /** Of all chunks; the smaller, the sooner. @default 0 */
  readonly priority?: number | undefined;
  /** About how long a chunk takes, in seconds. @default as the engine has it */
  readonly chunkSeconds?: number | undefined;
}

/** Hands to an engine those cells that have no record and no final failure, and notes the run in the store. */
export async function submitRun(
  planned: readonly PlannedCell[],
  settings: SubmitSettings,
): Promise<Run> {
  const { engine, store } = settings;
  for (const one of new Map(planned.map((each) => [each.path, each])).values()) {
    await store.addNetwork(one);
  }
  const createdAt = new Date().toISOString();
  const run = {
    id: `${createdAt.replace(/[-:]|\..*/g, '')}-${randomUUID().slice(0, 8)}`,
    ...{
      createdAt,
      engine: withoutPassword(engine.address),
      cells: planned.map(({ cell }) => cell),
    },
  };
  await store.addRun(run);
  await resubmitRun(run, settings);
  return run;
}

/**
 * Hands the cells of a run that are left to an engine, those whose record was damaged among them; those
 * that wait there already are not taken twice.
 */
export async function resubmitRun(
  run: Run,
  { engine, store, estimate, priority = 0, chunkSeconds }: SubmitSettings,
): Promise<void> {
  const keys = run.cells.map(({ key }) => key);
  const [records, failures] = await Promise.all([store.wholeRecords(keys), store.failureKeys()]);
  const { secondsOf } = estimate ?? (await estimateCosts(store));
  const left: Cell[] = [];
  for (const cell of run.cells) {
    if (records.has(cell.key)) continue;
    if (failures.has(cell.key) && (await store.hasFailed(cell.key))) continue;
    left.push(cell);
  }
  const settings = {
    ...{ seconds: chunkSeconds ?? engine.chunkSeconds ?? 600, priority },
    secondsOf: (cell: Cell) => secondsOf(cell) ?? 60,
  };
  await engine.submit(run.id, chunksOf(left, settings));
}

function withoutPassword(address: string): string {
  return address.replace(/(\/\/[^:@/]*):[^@/]*@/, '$1:…@');
}
