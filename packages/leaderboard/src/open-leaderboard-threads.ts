import { availableParallelism } from 'node:os';
import { openThreads, type Threads } from '@ventral/numerics';
import type * as worker from './leaderboard-worker.ts';

// The built file in either case: Node 20 runs no TypeScript in threads.
const workerFile = new URL('../dist/leaderboard-worker.js', import.meta.url);

/** One thread a processor, and none for which there is no task. */
export function openLeaderboardThreads(tasks: number): Threads<typeof worker> {
  return openThreads<typeof worker>(workerFile, Math.min(availableParallelism(), tasks));
}
