import { availableParallelism } from 'node:os';
import { openThreads, type Threads } from '@ventral/numerics';
import type * as imageWorker from './image-worker.ts';

/** Threads that render and describe images. */
export type ImageThreads = Threads<typeof imageWorker>;

// The built file in either case: Node 20 runs no TypeScript in threads.
const workerFile = new URL('../dist/image-worker.js', import.meta.url);

/**
 * Does something with each item, as many at once as there are processors, with threads that render and
 * describe images. After a failure no other item is begun.
 *
 * @throws what the first failure throws
 */
export async function eachInThreads<Item>(
  items: readonly Item[],
  work: (item: Item, threads: ImageThreads) => Promise<void>,
): Promise<void> {
  const count = Math.min(availableParallelism(), items.length);
  if (count === 0) return;
  await using threads = openThreads<typeof imageWorker>(workerFile, count);
  let next = 0;
  const workThrough = async () => {
    while (next < items.length) {
      try {
        await work(items[next++] as Item, threads);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: count }, workThrough));
}
