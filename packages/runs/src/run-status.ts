import type { FailedCell, Run, RunStore, WorkerNote } from './run-store.ts';

/** How far a run is. */
export interface RunStatus {
  readonly id: string;
  readonly engine: string;
  readonly createdAt: string;
  readonly isCancelled: boolean;
  readonly cells: number;
  /** With a record. */
  readonly made: number;
  /** That workers say they make. */
  readonly running: number;
  /** That will not be tried again by themselves. */
  readonly failed: readonly FailedCell[];
  /** That failed, and are tried again. */
  readonly retried: number;
  readonly waiting: number;
  /** That gave a sign of life within a minute. */
  readonly workers: readonly WorkerNote[];
}

// Workers say every quarter of a minute that they are there.
const longestSilence = 60_000;

/** Reads from the store how far a run is, whoever works on it. */
export async function runStatus(run: Run, store: RunStore): Promise<RunStatus> {
  const [records, failures, notes, isCancelled] = await Promise.all([
    store.recordKeys(),
    store.failureKeys(),
    store.workers(),
    store.isCancelled(run.id),
  ]);
  const left = run.cells.filter(({ key }) => !records.has(key));
  const found = await Promise.all(
    left.filter(({ key }) => failures.has(key)).map(({ key }) => store.failure(key)),
  );
  const known = found.filter((failure) => failure !== undefined);
  const failed = known.filter(({ isFinal }) => isFinal);
  const workers = notes.filter(({ at }) => Date.now() - Date.parse(at) < longestSilence);
  const keys = new Set(left.map(({ key }) => key));
  const running = workers.flatMap(({ cells }) => cells).filter((key) => keys.has(key)).length;
  return {
    ...{ id: run.id, engine: run.engine, createdAt: run.createdAt, isCancelled },
    ...{ cells: run.cells.length, made: run.cells.length - left.length, running },
    ...{ failed, retried: known.length - failed.length, workers },
    waiting: Math.max(0, left.length - failed.length - running),
  };
}

/** Whether there is nothing left to do. */
export function isFinished({ cells, made, failed, isCancelled }: RunStatus): boolean {
  return isCancelled || made + failed.length === cells;
}
