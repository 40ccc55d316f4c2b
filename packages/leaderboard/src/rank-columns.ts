import { openLeaderboardThreads } from './open-leaderboard-threads.ts';
import { type ColumnBands, type ColumnReplicates, rankColumn } from './rank-column.ts';

// Below so many pairs of models in all, threads take longer to start than they save.
const fewPairs = 200_000;

/** Bands of ranks of several benchmarks, one a processor at a time where there are many models. */
export async function rankColumns(
  columns: readonly ColumnReplicates[],
): Promise<readonly ColumnBands[]> {
  const pairs = columns.reduce((sum, { values }) => sum + values.length ** 2 / 2, 0);
  if (pairs < fewPairs) return columns.map(rankColumn);
  await using threads = openLeaderboardThreads(columns.length);
  return await Promise.all(columns.map((column) => threads.run('rankInThread', column)));
}
