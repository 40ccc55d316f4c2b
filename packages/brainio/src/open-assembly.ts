import {
  type Assembly,
  type Coordinate,
  type CoordinateValue,
  createAssembly,
} from '@ventral/arrays';
import { throwIfInterrupted } from '@ventral/core';
import type { Dataset, Group } from 'h5wasm/node';
import { type AssemblyLayout, readLayout } from './assembly-layout.ts';
import { markCorrect, readChoices } from './choices.ts';
import { type Hdf5File, openGroup, withHdf5File } from './hdf5-file.ts';
import { readCoordinate } from './read-coordinate.ts';
import { readValues } from './read-values.ts';
import { requireCoordinates, type Selection, selectIndices } from './select-indices.ts';

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
   * under that name. Missing values and labels are NaN, times are the numbers that are stored, and
   * variables of no or several dimensions are left out.
   *
   * Where the values are strings, which are the objects that a subject chose, they become the
   * coordinate `choice`; the values are then 1 where the choice is the `sample_obj` (or `truth`),
   * else 0, and NaN where neither is known.
   *
   * Memory: 4 bytes a value that is asked for (8 where they are not float32), 8 bytes a label,
   * each distinct string once, and a few times 16 MB or, where larger, a chunk of the file.
   *
   * @throws VentralError `OPTION_INVALID` where a coordinate or a label of `select` is unknown
   * @throws VentralError `DATA_CORRUPT` where the file is damaged
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
  const layout = await withHdf5File(path, async (file) =>
    readLayout(file, openGroup(file, group, path), path),
  );
  return Object.freeze({
    path,
    ...layout,
    read: (options: ReadAssemblyOptions = {}) =>
      withHdf5File(path, (file) =>
        readAssembly(file, openGroup(file, group, path), layout, options),
      ),
  });
}

async function readAssembly(
  file: Hdf5File,
  group: Group,
  layout: AssemblyLayout,
  { select = {}, signal = new AbortController().signal }: ReadAssemblyOptions,
): Promise<Assembly> {
  const { data } = layout;
  const coords = readCoordinates(file, group, layout, signal);
  requireCoordinates(select, coords);
  const indices = data.dims.map((dim, axis) =>
    selectIndices(dim, data.shape[axis] as number, coords, select),
  );
  const kept = keepLabels(coords, data.dims, indices);
  const values =
    data.type === 'string'
      ? markCorrect(kept)
      : await readValues(group.get(data.name) as Dataset, data, indices, signal);
  const shape = indices.map(({ length }) => length);
  return createAssembly({ dims: data.dims, shape, values, coords: kept });
}

function readCoordinates(
  file: Hdf5File,
  group: Group,
  { variables, data }: AssemblyLayout,
  signal: AbortSignal,
): Readonly<Record<string, Coordinate>> {
  const coords: Record<string, Coordinate> = {};
  for (const variable of variables) {
    throwIfInterrupted(signal, `while reading '${variable.name}'`);
    const { name, dims } = variable;
    const [dim = ''] = dims;
    if (dims.length !== 1 || !data.dims.includes(dim) || variable === data) continue;
    const values = readCoordinate(file, group.get(name) as Dataset, variable);
    coords[name === `${dim}_` ? dim : name] = { dim, values };
  }
  if (data.type === 'string') coords.choice = readChoices(file, group, data);
  const { image_id } = coords;
  if (image_id?.dim === 'presentation') coords.stimulus_id ??= image_id;
  return coords;
}

function keepLabels(
  coords: Readonly<Record<string, Coordinate>>,
  dims: readonly string[],
  indices: readonly (readonly number[])[],
): Readonly<Record<string, Coordinate>> {
  const kept: Record<string, Coordinate> = {};
  for (const [name, { dim, values }] of Object.entries(coords)) {
    const wanted = indices[dims.indexOf(dim)] as readonly number[];
    const isWhole = wanted.length === values.length;
    kept[name] = {
      dim,
      values: isWhole ? values : wanted.map((index) => values[index] as CoordinateValue),
    };
  }
  return kept;
}
