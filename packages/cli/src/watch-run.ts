import { setTimeout } from 'node:timers/promises';
import { VentralError } from '@ventral/errors';
import type { Engine, Run, RunStatus, RunStore } from '@ventral/runs';
import type { RunSettings } from '@ventral/scoring';
import { programFolder } from './run.ts';
import { durationText } from './run-text.ts';

// A store in a bucket is asked over the network.
const interval = 5000;
// A worker says every quarter of a minute that it is there.
const longestWait = 60_000;
// What a queue lost, or tasks of a cluster left, is handed out again, but not for ever.
const mostSubmissions = 3;

/** Who works on a run, and how. */
export interface RunWatch {
  readonly run: Run;
  readonly store: RunStore;
  readonly engine: Engine;
  /** Chunks at a time, where the engine works here. */
  readonly concurrency?: number | undefined;
  readonly shareActivations?: boolean | undefined;
}

/**
 * Works on a run where its engine does so here, else waits for those who do; until nothing is left.
 *
 * @throws VentralError `INTERRUPTED`
 */
export async function finishRun(
  watch: RunWatch,
  settings: RunSettings,
  say: (line: string) => void,
): Promise<RunStatus> {
  const { runStatus } = await import('@ventral/runs');
  const { run, store, engine } = watch;
  const isLocal = engine.address === 'local';
  if (isLocal) await workHere(watch, settings, say);
  else await watchRun(watch, settings, say);
  if (settings.signal?.aborted) {
    throw new VentralError('INTERRUPTED', 'What was scored is kept.', {
      hint: isLocal
        ? 'Run the same command again: it goes on from there.'
        : `The run goes on. Watch it with: ventral status --watch; stop it with: ventral cancel ${run.id}`,
    });
  }
  return runStatus(run, store);
}

async function workHere(
  { run, store, engine, concurrency, shareActivations }: RunWatch,
  { signal, onProgress, cacheFolder, mirrors, offline }: RunSettings,
  say: (line: string) => void,
): Promise<void> {
  const { runStatus, work } = await import('@ventral/runs');
  const names = new Map(run.cells.map((cell) => [cell.key, `${cell.model} on ${cell.benchmark}`]));
  let done = (await runStatus(run, store)).made;
  const report = () =>
    onProgress?.({ task: 'Scoring cells', done, total: run.cells.length, unit: 'cells' });
  report();
  await work(engine, {
    ...{ store, folder: process.cwd(), concurrency, signal, untilIdle: true },
    settings: { cacheFolder, mirrors, offline, program: programFolder, shareActivations },
    onUpdate(event) {
      if (event.kind === 'made') {
        done += 1;
        say(`${names.get(event.key)}: made in ${durationText(event.seconds)}`);
      }
      if (event.kind === 'failed') say(`${names.get(event.key)}: ${event.code}`);
      report();
    },
  });
}

/**
 * Shows how far a run is until nothing is left of it, whoever works on it. Cells that its engine no longer
 * has are handed out again, where the engine is given.
 */
export async function watchRun(
  { run, store, engine }: Pick<RunWatch, 'run' | 'store'> & { readonly engine?: Engine },
  { signal, onProgress }: Pick<RunSettings, 'signal' | 'onProgress'>,
  say: (line: string) => void,
): Promise<void> {
  const { isFinished, resubmitRun, runStatus } = await import('@ventral/runs');
  let submissions = 1;
  let idleSince: number | undefined;
  let isSaid = false;
  while (signal?.aborted !== true) {
    const status = await runStatus(run, store);
    const done = status.made + status.failed.length;
    onProgress?.({ task: 'Scoring cells', done, total: status.cells, unit: 'cells' });
    if (isFinished(status)) return;
    const isIdle = status.running === 0 && status.workers.length === 0;
    idleSince = isIdle ? (idleSince ?? Date.now()) : undefined;
    if (idleSince !== undefined && Date.now() - idleSince > longestWait) {
      const state = await engine?.state(run.id);
      if (state !== undefined && state.waiting + state.active === 0) {
        if (submissions >= mostSubmissions) {
          say(`Nobody works on the cells that are left. Try again with: ventral retry ${run.id}`);
          return;
        }
        submissions += 1;
        await resubmitRun(run, { engine: engine as Engine, store });
        say('Cells that were lost on the way are handed out again.');
      } else if (!isSaid) {
        say(`No worker is at work. Begin one, where the plugins are installed: ventral worker`);
        isSaid = true;
      }
      idleSince = undefined;
    }
    await setTimeout(interval, undefined, signal === undefined ? {} : { signal }).catch(() => {});
  }
}
