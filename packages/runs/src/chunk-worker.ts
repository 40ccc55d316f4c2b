// A process that makes the cells of a chunk and ends with whoever began it: see work-chunk.ts.
import { Worker } from 'node:worker_threads';
import { isVentralError, type VentralError } from '@ventral/errors';
import { createProjectContext, openProject } from '@ventral/scoring';
import type { ChunkAnswer, ChunkEvent, ChunkQuestion, ChunkTask } from './chunk-task.ts';
import { openStore } from './open-store.ts';
import { RunStore } from './run-store.ts';

const say = (event: ChunkEvent | ChunkQuestion) => process.send?.(event);

process.once('disconnect', () => process.exit(1));
endWithParent();
process.once('message', async (task: ChunkTask) => {
  try {
    await work(task);
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
});

async function work({ settings: given, ...task }: ChunkTask): Promise<void> {
  const { cells, store: address, folder, isShared } = task;
  const { shareActivations, ...settings } = given;
  await using store = new RunStore(await openStore(address, folder));
  const sharedActivations = shareActivations ? store.activations : undefined;
  const project = await openProject(folder, { ...settings, sharedActivations });
  let begunAt = 0;
  const failed = async (cell: (typeof cells)[number], error: VentralError) => {
    const { isFinal, code } = await store.addFailure(cell, error);
    say({ kind: 'failed', key: cell.key, code, isFinal });
  };
  const network = cells[0]?.network;
  let path: string | undefined;
  if (network !== undefined) {
    try {
      const { program: _, ...ofRun } = settings;
      const { cacheFolder } = await createProjectContext(folder, ofRun);
      path = await store.fetchNetwork(network, cacheFolder);
    } catch (error) {
      if (!isVentralError(error)) throw error;
      for (const cell of cells) await failed(cell, error);
      return;
    }
  }
  await project.scoreCells({
    cells,
    path,
    async onBegin(cell) {
      if (isShared && !(await isMine(cell.key))) return false;
      if ((await store.record(cell.key)) !== undefined) {
        say({ kind: 'there', key: cell.key });
        return false;
      }
      begunAt = performance.now();
      say({ kind: 'begun', key: cell.key });
      return true;
    },
    async onRecord({ key }, record) {
      const seconds = (performance.now() - begunAt) / 1000;
      const peakBytes = process.resourceUsage().maxRSS * 1024;
      await store.addRecord(key, { record, cost: { seconds, peakBytes } });
      say({ kind: 'made', key, seconds });
    },
    onFailure: failed,
  });
}

function isMine(key: string): Promise<boolean> {
  return new Promise((resolve) => {
    process.once('message', ({ isYours }: ChunkAnswer) => resolve(isYours));
    say({ kind: 'asks', key });
  });
}

/** From a thread: the process may be deep in a computation when its parent dies. */
function endWithParent(): void {
  const watch = `
    const { ppid } = process;
    setInterval(() => process.ppid === ppid || process.kill(process.pid, 'SIGKILL'), 1000);
  `;
  new Worker(watch, { eval: true }).unref();
}
