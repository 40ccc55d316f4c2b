import {
  type Chunk,
  type Engine,
  type EngineSettings,
  type EngineState,
  packCells,
} from '@ventral/runs';
import type { JobType } from 'bullmq';
import { type ChunkData, type ChunkQueue, closeSoon, runsOf } from './chunk-queue.ts';
import { openQueue } from './open-queue.ts';
import { queueServer } from './queue-server.ts';
import type { QueueTiming } from './queue-timing.ts';
import { workQueue } from './work-queue.ts';

// Of the store's own count of failures, three of a cell are final: the queue's tries only have to be more.
const mostTries = 10;
const middle = 2 ** 20;
const page = 200;
const waiting = ['wait', 'prioritized', 'delayed'] as const satisfies readonly JobType[];

/**
 * Opens a queue: BullMQ in Redis or Valkey (`redis://`, `rediss://`), or in PostgreSQL 13 or later
 * (`postgres://`), where it makes its tables by itself, in a schema `bullmq`. A job is a chunk; it is gone
 * when it is done, since the store knows what is made.
 *
 * @throws VentralError `ENGINE_UNAVAILABLE` soon where the server cannot be reached; `OPTION_INVALID`
 */
export async function openBullmqEngine(
  address: string,
  { peakBytes }: EngineSettings,
  timing: QueueTiming = {},
): Promise<Engine> {
  const server = queueServer(address);
  const queue = await openQueue(server);
  /** What the server says when it refuses or is gone is an error of the engine. */
  const asking = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    try {
      return await ask();
    } catch (error) {
      throw server.problem(error);
    }
  };
  return {
    address: server.address,
    submit: (run, chunks) => asking(() => submit(queue, { run, chunks, timing })),
    state: (run) => asking(() => stateOf(queue, run)),
    cancel: (run) => asking(() => cancel(queue, run)),
    work: (settings) => workQueue({ server, queue, settings, peakBytes, timing }),
    [Symbol.asyncDispose]: () => closeSoon(queue),
  };
}

interface Submission {
  readonly run: string;
  readonly chunks: readonly Chunk[];
  readonly timing: QueueTiming;
}

async function submit(
  queue: ChunkQueue,
  { run, chunks, timing: { retryDelay = 5000 } }: Submission,
): Promise<void> {
  for (let start = 0; start < chunks.length; start += page) {
    const part = chunks.slice(start, start + page);
    const there = await Promise.all(part.map(({ id }) => queue.getJob(jobId(id))));
    for (const job of there) {
      if (job === undefined) continue;
      const runs = runsOf(job);
      // What has ended would keep its chunk from coming again; what holds no chunk holds its place.
      if (job.finishedOn !== undefined || runs.length === 0) await job.remove().catch(() => {});
      // Gone meanwhile, it is added below.
      else if (!runs.includes(run)) await setRuns(job, [...runs, run]).catch(() => {});
    }
    await queue.addBulk(
      part.map(({ id, cells, priority = 0 }) => ({
        name: 'chunk',
        data: { runs: [run], ...packCells(cells) } satisfies ChunkData,
        opts: {
          jobId: jobId(id),
          // 0 would be before all others, and there is none below it.
          priority: Math.min(Math.max(1, middle + Math.round(priority)), 2 * middle),
          attempts: mostTries,
          backoff: { type: 'exponential', delay: retryDelay },
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    );
  }
}

async function stateOf(queue: ChunkQueue, run: string): Promise<EngineState> {
  const count = async (types: readonly JobType[]) => {
    let found = 0;
    for await (const { runs } of jobsOf(queue, types)) if (runs.includes(run)) found += 1;
    return found;
  };
  return { waiting: await count(waiting), active: await count(['active']) };
}

async function cancel(queue: ChunkQueue, run: string): Promise<void> {
  const ids: string[] = [];
  for await (const { id, runs } of jobsOf(queue, waiting)) if (runs.includes(run)) ids.push(id);
  for (const id of ids) {
    const job = await queue.getJob(id);
    const others = job && runsOf(job).filter((other) => other !== run);
    // A worker that took one meanwhile finds in the store that the run is cancelled.
    if (others?.length === 0) await job?.remove().catch(() => {});
    else if (others !== undefined) await setRuns(job, others).catch(() => {});
  }
}

/** Jobs in some states, page by page: all at once may be many. */
async function* jobsOf(queue: ChunkQueue, types: readonly JobType[]) {
  for (const type of types) {
    for (let start = 0; ; start += page) {
      const jobs = await queue.getJobs([type], start, start + page - 1);
      for (const job of jobs) if (job?.id !== undefined) yield { id: job.id, runs: runsOf(job) };
      if (jobs.length < page) break;
    }
  }
}

type ChunkJob = Awaited<ReturnType<ChunkQueue['getJob']>>;

async function setRuns(job: ChunkJob, runs: readonly string[]): Promise<void> {
  await job?.updateData({ ...Object(job.data), runs });
}

function jobId(chunk: string): string {
  return `sha256-${chunk}`;
}
