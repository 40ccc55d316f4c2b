import { type Assembly, createAssembly } from '@ventral/arrays';
import type { AssemblyLayout } from './assembly-layout.ts';
import { readContentInThread, readLayoutInThread } from './hdf5-thread.ts';
import { unpackLabels } from './packed-labels.ts';
import type { Selection } from './select-indices.ts';

/** What to read of an assembly. */
export interface ReadAssemblyOptions {
  /**
   * Which indices to read, by their labels: `{ region: 'IT', time_bin_start: [70, 80] }`.
   * @default everything
   */
  readonly select?: Selection;
  /** Ends the reading. */
  readonly signal?: AbortSignal;
}

/** A netCDF-4 file of recordings or behaviour. It holds no open file and needs no closing. */
export interface AssemblyFile extends AssemblyLayout {
  readonly path: string;
  /**
   * Reads the values and labels that are asked for.
   *
   * Dimensions are in the order of the file, and so are the coordinates of each. A coordinate `X_`
   * of dimension `X` is called `X`; `image_id` of presentations without `stimulus_id` is repeated
   * under that name. Missing values and labels are NaN, and times are the numbers that are stored.
   * Characters are joined to strings. What the file names as labels of the data is read or refused;
   * one without dimensions labels every index of the first. Other variables of no or several
   * dimensions are left out.
   *
   * Where the values are strings, which are the objects that a subject chose, they become the
   * coordinate `choice`; the values are then 1 where the choice is the `sample_obj` (or `truth`),
   * else 0, and NaN where neither is known.
   *
   * Memory: 4 bytes a value that is asked for (8 where they are not float32), 8 bytes a label,
   * each distinct string once, and a few times 16 MB or, where larger, a chunk of the file.
   *
   * @throws VentralError `OPTION_INVALID` where a coordinate or a label of `select` is unknown
   * @throws VentralError `DATA_CORRUPT` where the file is damaged, within 30 seconds
   * @throws VentralError `FILE_UNREADABLE` where it is whole, but holds a type or compression that
   * cannot be read
   * @throws VentralError `INTERRUPTED` soon after the signal aborts
   */
  read(options?: ReadAssemblyOptions): Promise<Assembly>;
}

/**
 * Reads the layout of an assembly in BrainIO's format, netCDF-4, but none of its values.
 *
 * @param group one of the `groups` of the file, such as the events of a session
 * @default group the assembly outside any group
 *
 * @example
 * const file = await openAssembly('assy_dicarlo_MajajHong2015_public.nc');
 * const recordings = await file.read({ select: { region: 'IT' } });
 *
 * @throws VentralError `FILE_UNREADABLE` where there is no such file
 * @throws VentralError `DATA_CORRUPT` where it is no netCDF-4 file, is damaged or is no assembly
 * @throws VentralError `OPTION_INVALID` where it has no such group
 */
export async function openAssembly(
  path: string,
  { group = '' }: { readonly group?: string } = {},
): Promise<AssemblyFile> {
  const layout = await readLayoutInThread(path, group);
  return Object.freeze({
    path,
    ...layout,
    async read({ select = {}, signal }: ReadAssemblyOptions = {}) {
      const { shape, values, coords } = await readContentInThread(
        path,
        group,
        layout,
        select,
        signal,
      );
      return createAssembly({
        dims: layout.data.dims,
        shape,
        values,
        coords: Object.fromEntries(
          Object.entries(coords).map(([name, { dim, labels }]) => [
            name,
            { dim, values: unpackLabels(labels) },
          ]),
        ),
      });
    },
  });
}
