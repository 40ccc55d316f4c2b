import { setTimeout } from 'node:timers/promises';
import { VentralError } from '@ventral/errors';
import type { Engine, Run, RunStatus, RunStore } from '@ventral/runs';
import type { RunSettings } from '@ventral/scoring';
import { programFolder } from './run.ts';
import { durationText } from './run-text.ts';

// A store in a bucket is asked over the network.
const interval = 5000;

/** Who works on a run, and how. */
export interface RunWatch {
  readonly run: Run;
  readonly store: RunStore;
  readonly engine: Engine;
  /** Chunks at a time, where the engine works here. */
  readonly concurrency?: number | undefined;
}

/**
 * Works on a run where its engine does so here, else waits for those who do; until nothing is left.
 *
 * @throws VentralError `INTERRUPTED`
 */
export async function finishRun(
  { run, store, engine, concurrency }: RunWatch,
  { signal, onProgress, cacheFolder, mirrors, offline }: RunSettings,
  say: (line: string) => void,
): Promise<RunStatus> {
  const { runStatus, work } = await import('@ventral/runs');
  if (engine.address === 'local') {
    const names = new Map(
      run.cells.map((cell) => [cell.key, `${cell.model} on ${cell.benchmark}`]),
    );
    const { made } = await runStatus(run, store);
    let done = made;
    const report = () =>
      onProgress?.({ task: 'Scoring cells', done, total: run.cells.length, unit: 'cells' });
    report();
    await work(engine, {
      ...{ store, folder: process.cwd(), concurrency, signal, untilIdle: true },
      settings: { cacheFolder, mirrors, offline, program: programFolder },
      onUpdate(event) {
        if (event.kind === 'made') {
          done += 1;
          say(`${names.get(event.key)}: made in ${durationText(event.seconds)}`);
        }
        if (event.kind === 'failed') say(`${names.get(event.key)}: ${event.code}`);
        report();
      },
    });
  } else await watchRun({ run, store }, { signal, onProgress });
  if (signal?.aborted) {
    throw new VentralError('INTERRUPTED', 'What was scored is kept.', {
      hint:
        engine.address === 'local'
          ? 'Run the same command again: it goes on from there.'
          : `The run goes on. Watch it with: ventral status --watch; stop it with: ventral cancel ${run.id}`,
    });
  }
  return runStatus(run, store);
}

/** Shows how far a run is until nothing is left of it, whoever works on it. */
export async function watchRun(
  { run, store }: Pick<RunWatch, 'run' | 'store'>,
  { signal, onProgress }: Pick<RunSettings, 'signal' | 'onProgress'>,
): Promise<void> {
  const { isFinished, runStatus } = await import('@ventral/runs');
  while (signal?.aborted !== true) {
    const status = await runStatus(run, store);
    const done = status.made + status.failed.length;
    onProgress?.({ task: 'Scoring cells', done, total: status.cells, unit: 'cells' });
    if (isFinished(status)) return;
    await setTimeout(interval, undefined, signal === undefined ? {} : { signal }).catch(() => {});
  }
}
