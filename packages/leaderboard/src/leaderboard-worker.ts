/**
 * What runs in threads, where there are many records or models.
 *
 * @module
 */
import { type ThreadFunction, threadFunction } from '@ventral/numerics';
import { type ColumnBands, type ColumnReplicates, rankColumn } from './rank-column.ts';
import { type ReadFile, readFiles } from './read-files.ts';

/** Bands of ranks of one benchmark. */
export const rankInThread: ThreadFunction<ColumnReplicates, ColumnBands> =
  threadFunction(rankColumn);

/** The scores in some files. */
export const readInThread: ThreadFunction<readonly string[], readonly ReadFile[]> = threadFunction(
  readFiles,
  (files) =>
    files.flatMap((file) =>
      'reason' in file
        ? []
        : file.flatMap(({ joint }) => (joint === undefined ? [] : [joint.buffer])),
    ),
);
