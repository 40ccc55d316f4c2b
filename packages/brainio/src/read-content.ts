import type { Coordinate, CoordinateValue } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Dataset, Group } from 'h5wasm/node';
import type { AssemblyLayout, AssemblyVariable } from './assembly-layout.ts';
import { markCorrect, readChoices } from './choices.ts';
import type { Hdf5File } from './hdf5-file.ts';
import { type PackedLabels, packLabels } from './packed-labels.ts';
import { readCoordinate } from './read-coordinate.ts';
import { readValues } from './read-values.ts';
import { requireCoordinates, type Selection, selectIndices } from './select-indices.ts';

/** Values and labels that were read, on their way between threads. */
export interface AssemblyContent {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
  readonly coords: Readonly<
    Record<string, { readonly dim: string; readonly labels: PackedLabels }>
  >;
}

/** The buffers of what was read. */
export function buffersOf({ values, coords }: AssemblyContent): readonly ArrayBuffer[] {
  const ofLabels = Object.values(coords).flatMap(({ labels }) =>
    'indices' in labels ? [labels.indices.buffer] : [],
  );
  return [values.buffer, ...ofLabels];
}

/**
 * Reads the values and labels that are asked for.
 *
 * @throws VentralError `OPTION_INVALID` where a coordinate or a label of `select` is unknown
 * @throws VentralError `FILE_UNREADABLE` where something is stored as what cannot be read
 */
export function readContent(
  file: Hdf5File,
  group: Group,
  layout: AssemblyLayout,
  select: Selection,
): AssemblyContent {
  const { data } = layout;
  const coords = readCoordinates(file, group, layout);
  requireCoordinates(select, coords);
  const indices = data.dims.map((dim, axis) =>
    selectIndices(dim, data.shape[axis] as number, coords, select),
  );
  const kept = keepLabels(coords, data.dims, indices);
  const values =
    data.type === 'string'
      ? markCorrect(kept)
      : readValues(file, group.get(data.name) as Dataset, data, indices);
  return {
    shape: indices.map(({ length }) => length),
    values,
    coords: Object.fromEntries(
      Object.entries(kept).map(([name, { dim, values: labels }]) => [
        name,
        { dim, labels: packLabels(labels) },
      ]),
    ),
  };
}

function readCoordinates(
  file: Hdf5File,
  group: Group,
  { variables, data, labels }: AssemblyLayout,
): Readonly<Record<string, Coordinate>> {
  const coords: Record<string, Coordinate> = {};
  for (const variable of variables) {
    const { name } = variable;
    const dim = labelledDimension(variable, data, labels.includes(name), file.path);
    if (dim === undefined) continue;
    const values = readCoordinate(file, group.get(name) as Dataset, variable);
    const length = data.shape[data.dims.indexOf(dim)] as number;
    coords[name === `${dim}_` ? dim : name] = {
      dim,
      values: variable.dims.length === 0 ? Array(length).fill(values[0]) : values,
    };
  }
  if (data.type === 'string') coords.choice = readChoices(file, group, data);
  const { image_id } = coords;
  if (image_id?.dim === 'presentation') coords.stimulus_id ??= image_id;
  return coords;
}

/** The dimension of the data that a variable labels; undefined where it labels none. */
function labelledDimension(
  { name, dims }: AssemblyVariable,
  data: AssemblyVariable,
  isNamed: boolean,
  path: string,
): string | undefined {
  const [dim = data.dims[0] as string] = dims;
  if (name === data.name) return undefined;
  if (dims.length === 0 ? isNamed : dims.length === 1 && data.dims.includes(dim)) return dim;
  if (!isNamed) return undefined;
  throw new VentralError(
    'FILE_UNREADABLE',
    `The label '${name}' in ${path} has dimensions [${dims.join(', ')}], where '${data.name}' has ` +
      `[${data.dims.join(', ')}]: a label has one of those.`,
    { hint: 'The file may be whole. Write one label for each index, or drop this one.' },
  );
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
