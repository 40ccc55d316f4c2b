import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import Tinypool from 'tinypool';
import type * as imageWorker from './image-worker.ts';

// The built file in either case: Node 20 runs no TypeScript in threads.
const workerFile = fileURLToPath(new URL('../dist/image-worker.js', import.meta.url));

/** The functions of images that threads run, each given one value. */
export type ImageThreads = {
  readonly [Name in keyof typeof imageWorker]: (
    value: Parameters<(typeof imageWorker)[Name]>[0],
  ) => Promise<ReturnType<(typeof imageWorker)[Name]>>;
};

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
  const pool = new Tinypool({
    filename: workerFile,
    runtime: 'worker_threads',
    minThreads: count,
    maxThreads: count,
    // Whatever this process was started with, such as the condition under which tests find sources.
    execArgv: [],
  });
  // Otherwise those that wait for a thread that could not start would wait for ever.
  const broken = new Promise<never>((_resolve, reject) => pool.on('error', reject));
  broken.catch(() => {});
  const run = (name: keyof ImageThreads) => (value: unknown) =>
    Promise.race([pool.run(value, { name }), broken]);
  const threads = {
    renderBlock: run('renderBlock'),
    describeImages: run('describeImages'),
  } as ImageThreads;
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
  try {
    await Promise.all(Array.from({ length: count }, workThrough));
  } finally {
    await pool.destroy();
  }
}
