/**
 * What runs in each thread of {@link rankColumns}.
 *
 * @module
 */
import { type ThreadFunction, threadFunction } from '@ventral/numerics';
import { type ColumnBands, type ColumnReplicates, rankColumn } from './rank-column.ts';

/** Bands of ranks of one benchmark. */
export const rankInThread: ThreadFunction<ColumnReplicates, ColumnBands> =
  threadFunction(rankColumn);
