import type { Command } from '@commander-js/extra-typings';
import { isVentralError } from '@ventral/errors';
import type { EngineState, Run, RunStatus, RunStore } from '@ventral/runs';
import { jsonText } from '../json-text.ts';
import { runWith } from '../run.ts';
import { statusLines } from '../run-text.ts';
import { findRun, openEngineHere, openStoreHere, withStoreFlag } from '../store-flags.ts';

/** `ventral status`: how far a run is, from any machine that reaches its store. */
export function addStatus(program: Command): void {
  withStoreFlag(program.command('status'))
    .description('Say how far a run is')
    .argument('[run]', 'id of a run, or the beginning of it (default: the latest)')
    .option('--watch', 'show it until nothing is left')
    .option('--json', 'print the status, and nothing else, to stdout')
    .action(async (id, flags) => {
      const { runStatus } = await import('@ventral/runs');
      await using store = await openStoreHere(flags);
      const run = await findRun(store, id);
      if (flags.watch) {
        const { watchRun } = await import('../watch-run.ts');
        await runWith({}, (settings, say) => watchRun({ run, store }, settings, say));
      }
      const status = { ...(await runStatus(run, store)), ...(await clusterNotes(run, store)) };
      if (status.failed.length > 0) process.exitCode = 1;
      if (flags.json) process.stdout.write(jsonText(status));
      else
        for (const line of statusLines(status, await secondsLeft(run, status, store)))
          console.log(line);
    });
}

/** What the cluster says of tasks that ended badly or wait in vain, where it can be asked from here. */
async function clusterNotes(
  { id, engine: address }: Run,
  store: RunStore,
): Promise<Pick<EngineState, 'notes'>> {
  if (!address.startsWith('slurm')) return {};
  try {
    await using engine = await openEngineHere({ engine: address }, store);
    const { notes } = await engine.state(id);
    return notes === undefined ? {} : { notes };
  } catch (error) {
    if (isVentralError(error, 'ENGINE_UNAVAILABLE', 'DEPENDENCY_MISSING')) return {};
    throw error;
  }
}

/** What the cells that are left take, by what others took, on as many workers as there are. */
async function secondsLeft(
  run: Run,
  { workers, waiting, running }: RunStatus,
  store: RunStore,
): Promise<number | undefined> {
  if (waiting + running === 0 || workers.length === 0) return undefined;
  const { estimateCosts } = await import('@ventral/runs');
  const made = await store.recordKeys();
  const { secondsOf } = await estimateCosts(store);
  const times = run.cells.filter(({ key }) => !made.has(key)).map(secondsOf);
  if (times.includes(undefined)) return undefined;
  const busy = Math.max(
    1,
    workers.reduce((sum, { cells }) => sum + Math.max(1, cells.length), 0),
  );
  return times.reduce<number>((sum, one) => sum + (one ?? 0), 0) / busy;
}
