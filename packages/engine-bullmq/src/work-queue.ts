import { setInterval } from 'node:timers';
import { isVentralError, VentralError } from '@ventral/errors';
import {
  chunksAtOnce,
  coresFor,
  type EngineWorkSettings,
  type RunStore,
  unpackCells,
  workChunk,
} from '@ventral/runs';
import type { Cell } from '@ventral/scoring';
import { type Job, UnrecoverableError, WaitingError } from 'bullmq';
import { type ChunkQueue, ChunkWorker, closeSoon, queueName, runsOf } from './chunk-queue.ts';
import { ready } from './open-queue.ts';
import type { QueueServer } from './queue-server.ts';
import type { QueueTiming } from './queue-timing.ts';

/** What works on which queue. */
export interface QueueWork {
  readonly server: QueueServer;
  readonly queue: ChunkQueue;
  readonly settings: EngineWorkSettings;
  readonly peakBytes: number | undefined;
  readonly timing: QueueTiming;
}

const idleInterval = 500;
// BullMQ would give up a chunk after so many deaths and forget it; we blame a cell instead.
const never = 1_000_000;

/**
 * Makes the chunks that a queue hands out, each in a process of its own: the lock of a job is renewed
 * meanwhile. A store that cannot be used ends the work, and what was begun goes back into the queue.
 *
 * @throws VentralError `ENGINE_UNAVAILABLE` where it cannot be begun; `STORE_UNUSABLE`, `DISK_FULL`
 */
export async function workQueue({
  server,
  queue,
  settings,
  peakBytes,
  timing,
}: QueueWork): Promise<void> {
  const { store, signal, untilIdle = false, onProblem = printProblem } = settings;
  const { concurrency = chunksAtOnce(peakBytes) } = settings;
  const { lockDuration = 120_000, stalledInterval = 30_000, maxStalledCount = 3 } = timing;
  const cores = [...coresFor(concurrency)];
  const ending = new AbortController();
  const end = () => ending.abort();
  let broken: { readonly error: unknown } | undefined;

  const isCancelled = async (job: Job<unknown>) => {
    // Another run may have asked for it since.
    const now = await queue.getJob(job.id ?? '').catch(() => undefined);
    for (const run of runsOf(now ?? job)) if (!(await store.isCancelled(run))) return false;
    return true;
  };
  /** @returns how many cells are to be tried again */
  const make = async (job: Job<unknown>, cells: readonly Cell[]): Promise<number> => {
    if (job.stalledCounter > maxStalledCount) await blameFirst(cells, store);
    if (await isCancelled(job)) return 0;
    const core = cores.pop();
    try {
      const asking = { signal: ending.signal, isCancelled: () => isCancelled(job) };
      const left = await workChunk(cells, { ...settings, ...asking }, core);
      return left > 0 && (await isCancelled(job)) ? 0 : left;
    } finally {
      cores.push(core);
    }
  };
  const process = async (job: Job<unknown>, token?: string) => {
    // Whatever the job says of itself: nothing is kept that has ended.
    Object.assign(job.opts, { removeOnComplete: true, removeOnFail: true });
    const cells = cellsOf(job, onProblem);
    try {
      const left = await make(job, cells);
      if (left === 0) return;
      if (!ending.signal.aborted) throw new CellsLeft(`${left} of ${cells.length} cells failed`);
    } catch (error) {
      if (error instanceof CellsLeft) throw error;
      broken ??= { error };
      end();
    }
    await job.moveToWait(token).catch(() => {});
    throw new WaitingError();
  };

  signal?.addEventListener('abort', end);
  const worker = new ChunkWorker(
    queueName,
    process,
    {
      ...{ connection: server.connection(true), concurrency, lockDuration, stalledInterval },
      ...{ maxStalledCount: never, runRetryDelay: 1000, autorun: false },
    },
    server.backend,
  );
  // Of an outage, which clients tell at every try, the first word is enough.
  let isSilent = true;
  worker.on('error', (error) => {
    if (!isSilent) onProblem(server.problem(error));
    isSilent = true;
  });
  worker.on('active', () => {
    isSilent = false;
  });
  let looking: NodeJS.Timeout | undefined;
  try {
    await ready(worker).catch((error) => {
      throw server.problem(error);
    });
    isSilent = false;
    if (signal?.aborted === true) end();
    if (untilIdle) looking = setInterval(async () => (await isIdle(queue)) && end(), idleInterval);
    worker.run().catch((error) => {
      broken ??= { error: server.problem(error) };
      end();
    });
    if (!ending.signal.aborted) {
      await new Promise((resolve) => ending.signal.addEventListener('abort', resolve));
    }
  } finally {
    clearInterval(looking);
    signal?.removeEventListener('abort', end);
    await closeSoon(worker);
  }
  if (broken !== undefined) throw broken.error;
}

class CellsLeft extends Error {}

/** The cells of a job; what holds none is refused for good. */
function cellsOf(
  { id = '', data }: Job<unknown>,
  onProblem: (problem: VentralError) => void,
): readonly Cell[] {
  try {
    return unpackCells(data);
  } catch (error) {
    if (!isVentralError(error)) throw error;
    const message = `The job ${id.slice(0, 20)} of the queue is refused: ${error.message.slice(0, 500)}`;
    onProblem(new VentralError('CELL_REFUSED', message, { hint: error.hint ?? '' }));
    throw new UnrecoverableError('refused');
  }
}

/** Cells are made one after another: the first that is left is what workers end with, again and again. */
async function blameFirst(cells: readonly Cell[], store: RunStore): Promise<void> {
  for (const cell of cells) {
    if ((await store.record(cell.key)) !== undefined) continue;
    if (await store.hasFailed(cell.key)) continue;
    const message = 'The worker that scored it ended, or lost the queue, again and again.';
    const hint =
      'It may need more memory than there is: give the worker more, or fewer chunks at a time.';
    await store.addFailure(cell, new VentralError('CELL_FAILED', message, { hint }));
    return;
  }
}

async function isIdle(queue: ChunkQueue): Promise<boolean> {
  const types = ['wait', 'prioritized', 'delayed', 'active'] as const;
  try {
    const counts = await queue.getJobCounts(...types);
    return Object.values(counts).every((count) => count === 0);
  } catch {
    return false;
  }
}

function printProblem({ code, message, hint }: VentralError): void {
  console.error(`${code}: ${message} ${hint}`);
}
