import { availableParallelism } from 'node:os';
import { openThreads } from '@ventral/numerics';
import { type ColumnBands, type ColumnReplicates, rankColumn } from './rank-column.ts';
import type * as rankWorker from './rank-worker.ts';

// The built file in either case: Node 20 runs no TypeScript in threads.
const workerFile = new URL('../dist/rank-worker.js', import.meta.url);

// Below so many pairs of models in all, threads take longer to start than they save.
const fewPairs = 200_000;

/** Bands of ranks of several benchmarks, one a processor at a time where there are many models. */
export async function rankColumns(
  columns: readonly ColumnReplicates[],
): Promise<readonly ColumnBands[]> {
  const pairs = columns.reduce((sum, { values }) => sum + values.length ** 2 / 2, 0);
  if (pairs < fewPairs) return columns.map(rankColumn);
  const count = Math.min(availableParallelism(), columns.length);
  await using threads = openThreads<typeof rankWorker>(workerFile, count);
  return await Promise.all(columns.map((column) => threads.run('rankInThread', column)));
}
