import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { ChunkQueue, type ChunkWorker, closeSoon, queueName } from './chunk-queue.ts';
import type { QueueServer } from './queue-server.ts';

// Longer than a server takes that is there.
const longestOpening = 10_000;
const insufficientPrivilege = '42501';

/**
 * Opens the queue of a server, and makes its tables where it needs some.
 *
 * @throws VentralError `ENGINE_UNAVAILABLE`
 */
export async function openQueue(server: QueueServer): Promise<ChunkQueue> {
  try {
    return await openOnce(server, true);
  } catch (error) {
    // A user who may not make tables can use those that are there.
    if ((error as NodeJS.ErrnoException).code !== insufficientPrivilege)
      throw server.problem(error);
  }
  try {
    return await openOnce(server, false);
  } catch (error) {
    throw server.problem(error);
  }
}

async function openOnce(server: QueueServer, migrate: boolean): Promise<ChunkQueue> {
  const connection = { ...server.connection(false), migrate };
  const queue = new ChunkQueue(queueName, { connection }, server.backend);
  // What goes wrong later, the call that it goes wrong in says.
  queue.on('error', () => {});
  await ready(queue);
  return queue;
}

/** Waits until it is connected; by themselves clients try for ever. */
export async function ready(one: ChunkQueue | ChunkWorker): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const failed = once(one, 'error', { signal }).then(([error]) => {
    throw error;
  });
  const late = setTimeout(longestOpening, undefined, { signal }).then(() => {
    throw new Error(`it does not answer within ${longestOpening / 1000} s`);
  });
  try {
    await Promise.race([one.waitUntilReady(), failed, late]);
  } catch (error) {
    await closeSoon(one);
    throw error;
  } finally {
    for (const ended of [failed, late]) ended.catch(() => {});
    waiting.abort();
  }
}
