import { resolve } from 'node:path';
import { VentralError } from '@ventral/errors';
import type { Dataset, File, Group } from 'h5wasm/node';
import { type Hdf5Library, loadHdf5Library } from './hdf5-library.ts';

/** An HDF5 file that is open for reading, with the library it is read by. */
export interface Hdf5File {
  readonly library: Hdf5Library;
  readonly module: Hdf5Library['Module'];
  readonly root: File;
  readonly path: string;
  /** Says that reading goes on; called before each step, which takes but milliseconds. */
  step(): void;
}

/**
 * Opens an HDF5 file where it lies, without loading it, does `work` with it and closes it.
 *
 * @param steps counted up with each step
 * @throws VentralError `FILE_UNREADABLE` where it holds more than memory does
 * @throws VentralError `DATA_CORRUPT` where it is no HDF5 file, or is damaged
 */
export async function withHdf5File<T>(
  path: string,
  steps: Int32Array,
  work: (file: Hdf5File) => T,
): Promise<T> {
  const library = await loadHdf5Library();
  const step = () => void Atomics.add(steps, 0, 1);
  step();
  try {
    const root = new library.File(resolve(path), 'r');
    try {
      return work({ library, module: library.Module, root, path, step });
    } finally {
      root.close();
    }
  } catch (error) {
    throw explainHdf5Error(error, path);
  }
}

/**
 * A group of an open file.
 *
 * @param name path of the group; the file's root where it is empty
 * @throws VentralError `OPTION_INVALID` where there is no such group
 */
export function openGroup({ library, root }: Hdf5File, name: string, path: string): Group {
  if (name === '') return root;
  const groups = groupNames(library, root);
  const found = groups.includes(name) ? root.get(name) : null;
  if (found instanceof library.Group) return found;
  throw new VentralError('OPTION_INVALID', `${path} has no group '${name}'.`, {
    hint: groups.length === 0 ? 'It has no groups.' : `Its groups are: ${groups.join(', ')}.`,
  });
}

/** Names of the groups within a group, in the order of the file. */
export function groupNames(library: Hdf5Library, group: Group): readonly string[] {
  return group.keys().filter((name) => group.get(name) instanceof library.Group);
}

/** The data sets of a group by name, in the order in which they were made. */
export function datasetsOf(
  library: Hdf5Library,
  group: Group,
): readonly (readonly [string, Dataset])[] {
  return group.keys().flatMap((name) => {
    const entity = group.get(name);
    return entity instanceof library.Dataset ? [[name, entity] as const] : [];
  });
}

// The library throws plain errors, or fails as WebAssembly; any other kind is ours or a caller's.
function explainHdf5Error(error: unknown, path: string): unknown {
  if (error instanceof RangeError) {
    return new VentralError(
      'FILE_UNREADABLE',
      `${path} holds more than this machine's memory does.`,
      {
        hint: 'Read a part of it; where it should be small, it is damaged: fetch or copy it again.',
        cause: error,
      },
    );
  }
  if (!(error instanceof Error)) return error;
  if (error.constructor !== Error && error.name !== 'RuntimeError') return error;
  return new VentralError('DATA_CORRUPT', `${path} cannot be read: ${reasonOf(error)}.`, {
    hint: 'It is no netCDF-4 file, or it is damaged: fetch or copy it again.',
    cause: error,
  });
}

// HDF5 lists the calls that led to the error, the innermost last: `#006: file line 5 in f(): why`.
// Where that speaks of files, they are those of the machine that the library was built on.
function reasonOf({ message }: Error): string {
  const calls = Array.from(message.matchAll(/^ *#\d+: .*?\(\): (.*)$/gm), ([, why = '']) => why);
  return calls.findLast((why) => !why.includes('/')) ?? calls[0] ?? message.trim();
}
