import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { VentralError } from '@ventral/errors';
import type { Dataset, File, Group } from 'h5wasm/node';
import { type Hdf5Library, loadHdf5Library, noteHdf5Failure } from './hdf5-library.ts';

/** An HDF5 file that is open for reading, with the library it is read by. */
export interface Hdf5File {
  readonly library: Hdf5Library;
  readonly module: Hdf5Library['Module'];
  readonly root: File;
}

/**
 * Opens an HDF5 file where it lies, without loading it, does `work` with it and closes it.
 *
 * @throws VentralError `FILE_UNREADABLE` where there is no such file
 * @throws VentralError `DATA_CORRUPT` where it is no HDF5 file, or is damaged
 */
export async function withHdf5File<T>(
  path: string,
  work: (file: Hdf5File) => Promise<T>,
): Promise<T> {
  const identity = await identify(path);
  const library = await loadHdf5Library(identity);
  try {
    const root = new library.File(resolve(path), 'r');
    try {
      return await work({ library, module: library.Module, root });
    } finally {
      root.close();
    }
  } catch (error) {
    if (!isHdf5Error(error)) throw error;
    noteHdf5Failure(identity, error);
    throw new VentralError('DATA_CORRUPT', `${path} cannot be read: ${reasonOf(error)}.`, {
      hint: 'It is no netCDF-4 file or it is damaged. Remove it, so that it is fetched again.',
      cause: error,
    });
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

async function identify(path: string): Promise<string> {
  const { dev, ino } = await stat(path).then(
    (stats) => {
      if (stats.isFile()) return stats;
      throw new VentralError('FILE_UNREADABLE', `${path} is not a file.`);
    },
    (cause: Error) => {
      const message = `${path} cannot be read: ${cause.message}.`;
      throw new VentralError('FILE_UNREADABLE', message, { cause });
    },
  );
  return `${dev} ${ino}`;
}

// The library throws plain errors, or fails as WebAssembly; any other kind is ours or a caller's.
function isHdf5Error(error: unknown): error is Error {
  return error instanceof Error && (error.constructor === Error || error.name === 'RuntimeError');
}

// HDF5 lists the calls that led to the error, the innermost last: `#006: file line 5 in f(): why`.
function reasonOf({ message }: Error): string {
  const calls = message.matchAll(/^ *#\d+: .*?\(\): (.*)$/gm);
  return [...calls].at(-1)?.[1] ?? message.trim();
}
