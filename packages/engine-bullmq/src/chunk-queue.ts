import { setTimeout } from 'node:timers/promises';
import type { PackedCells } from '@ventral/runs';
import { type Job as AnyJob, Job, Queue, Worker } from 'bullmq';

/** What a job holds: no code, no path, no address. */
export interface ChunkData extends PackedCells {
  /** Ids of the runs that want it. */
  readonly runs: readonly string[];
}

/** The queue of a server: one database serves one store. */
export const queueName = 'ventral';

/** A job whose data are no JSON is handed out as one without data, to be refused, and not again and again. */
class ReadableJob extends Job {
  static override fromJSON<Data, Result, Name extends string>(
    ...[queue, json, id]: Parameters<typeof Job.fromJSON>
  ): Job<Data, Result, Name> {
    const data = isJson(json.data) ? json.data : '{}';
    return Job.fromJSON<Data, Result, Name>(queue, { ...json, data }, id);
  }
}

/** Jobs that hold chunks, if nobody else wrote to the queue. */
export class ChunkQueue extends Queue<unknown> {
  protected override get Job() {
    return ReadableJob as typeof Job;
  }
}

export class ChunkWorker extends Worker<unknown, void> {
  protected override get Job() {
    return ReadableJob as typeof Job;
  }
}

/** Ids of the runs that want a job; none of one that holds no chunk. */
export function runsOf({ data }: Pick<AnyJob<unknown>, 'data'>): readonly string[] {
  const { runs } = Object(data) as Partial<Record<keyof ChunkData, unknown>>;
  return Array.isArray(runs) ? runs.filter((run) => typeof run === 'string') : [];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Closes, without waiting long for a server that is away. */
export async function closeSoon(one: ChunkQueue | ChunkWorker): Promise<void> {
  const closed = one.close().then(
    () => true,
    () => false,
  );
  const isClosed = await Promise.race([closed, setTimeout(5000, false, { ref: false })]);
  if (!isClosed) void one.disconnect().catch(() => {});
}
