/**
 * What runs in the thread that reads HDF5 files; see `hdf5-thread.ts`.
 *
 * @module
 */
import { type ThreadFunction, threadFunction } from '@ventral/numerics';
import { type AssemblyLayout, readLayout } from './assembly-layout.ts';
import { openGroup, withHdf5File } from './hdf5-file.ts';
import { type AssemblyContent, buffersOf, readContent } from './read-content.ts';
import type { Selection } from './select-indices.ts';

/** What to read, and how to say that reading goes on. */
interface Job {
  readonly path: string;
  /** Path of a group; the file's root where it is empty. */
  readonly group: string;
  /** Counted up in shared memory with each step. */
  readonly steps: Int32Array;
}

/** Reads the layout of a group. */
export const readLayoutOf: ThreadFunction<Job, AssemblyLayout> = threadFunction(
  ({ path, group, steps }) =>
    withHdf5File(path, steps, (file) => readLayout(file, openGroup(file, group, path), path)),
);

/** Reads the values and labels of a group that are selected. */
export const readContentOf: ThreadFunction<
  Job & { readonly layout: AssemblyLayout; readonly select: Selection },
  AssemblyContent
> = threadFunction(
  ({ path, group, steps, layout, select }) =>
    withHdf5File(path, steps, (file) =>
      readContent(file, openGroup(file, group, path), layout, select),
    ),
  buffersOf,
);
