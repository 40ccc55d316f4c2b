import { posix } from 'node:path';
import { VentralError } from '@ventral/errors';
import type { Dataset, Group } from 'h5wasm/node';
import { datasetsOf, groupNames, type Hdf5File } from './hdf5-file.ts';
import { type StoredType, storedType } from './hdf5-values.ts';

/** The value of an attribute, as a file states it. */
export type AttributeValue = string | number | readonly (string | number)[];

/** Attributes by name. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** One variable of a file: the recordings, or a coordinate. */
export interface AssemblyVariable {
  readonly name: string;
  /** What its values are: `float32`, `int64`, `string`, ... */
  readonly type: StoredType;
  /** Names of its dimensions, slowest first. */
  readonly dims: readonly string[];
  readonly shape: readonly number[];
  /** Its attributes, such as the `units` of times; those that only serve the format are left out. */
  readonly attributes: Attributes;
}

/** What a file (or a group of one) holds, without the values. */
export interface AssemblyLayout {
  /** Attributes of the whole, such as `stimulus_set_identifier`. */
  readonly attributes: Attributes;
  /** Every variable, in the order of the file. */
  readonly variables: readonly AssemblyVariable[];
  /** The variable that is measured; most others label its dimensions. */
  readonly data: AssemblyVariable;
  /** Names of further assemblies in the same file, such as those of the events of a session. */
  readonly groups: readonly string[];
}

// What netCDF-4 and its dimension scales keep for themselves.
const formatAttributes =
  /^(CLASS|NAME|DIMENSION_LIST|DIMENSION_LABELS|REFERENCE_LIST|_Netcdf4.*|_NC.*|_nc3_strict)$/;

const dataNames = ['data', '__xarray_dataarray_variable__'];

/**
 * Reads the layout of a group, in time that grows with the number of its variables.
 *
 * @throws VentralError `DATA_CORRUPT` where it is not laid out as netCDF-4, or has no one variable
 * that is measured
 */
export function readLayout(file: Hdf5File, group: Group, path: string): AssemblyLayout {
  const variables = datasetsOf(file.library, group)
    .filter(([, dataset]) => !isMereDimension(dataset))
    .map(([name, dataset]): AssemblyVariable => {
      const attributes = readAttributes(dataset);
      refusePacked(attributes, name, path);
      return Object.freeze({
        name,
        type: storedType(dataset.metadata, file.module),
        dims: dimensionsOf(dataset, name, path),
        shape: dataset.shape ?? [],
        attributes,
      });
    });
  return {
    attributes: readAttributes(group),
    variables,
    data: findData(variables, path),
    groups: groupNames(file.library, group),
  };
}

/** The value that stands for a missing one; undefined where there is none. */
export function missingValue(attributes: Attributes): number | string | undefined {
  const value = attributes._FillValue ?? attributes.missing_value;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

function isMereDimension(dataset: Dataset): boolean {
  return (
    dataset.get_scale_name()?.startsWith('This is a netCDF dimension but not a netCDF variable') ===
    true
  );
}

function dimensionsOf(dataset: Dataset, name: string, path: string): readonly string[] {
  const { shape } = dataset;
  // A variable that is its own dimension.
  if (shape?.length === 1 && dataset.get_scale_name() !== null) return [name];
  return (shape ?? []).map((_, axis) => {
    const [scale] = dataset.get_attached_scales(axis);
    if (scale !== undefined) return posix.basename(scale);
    throw new VentralError(
      'DATA_CORRUPT',
      `${path} is no netCDF-4 file: dimension ${axis} of its '${name}' has no name.`,
    );
  });
}

function readAttributes(of: Dataset | Group): Attributes {
  return Object.fromEntries(
    Object.entries(of.attrs)
      .filter(([name]) => !formatAttributes.test(name))
      .map(([name, attribute]) => [name, plainValue(attribute.value)]),
  );
}

function plainValue(value: unknown): AttributeValue {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return String(value);
  const values = Array.from(value as ArrayLike<unknown>, (item) =>
    typeof item === 'string' ? item : Number(item),
  );
  // NetCDF makes no difference between a number and a list of one.
  return values.length === 1 ? (values[0] as string | number) : values;
}

function refusePacked(attributes: Attributes, name: string, path: string): void {
  if (!('scale_factor' in attributes) && !('add_offset' in attributes)) return;
  throw new VentralError('DATA_CORRUPT', `The '${name}' of ${path} is packed.`, {
    hint: 'Write it as numbers of their own, without scale_factor and add_offset.',
  });
}

function findData(variables: readonly AssemblyVariable[], path: string): AssemblyVariable {
  const named = variables.filter(({ name }) => dataNames.includes(name));
  const labels = variables.flatMap(({ attributes: { coordinates = '' } }) =>
    String(coordinates).split(' '),
  );
  const candidates =
    named.length > 0
      ? named
      : variables.filter(({ name, dims }) => !labels.includes(name) && !dims.includes(name));
  const [data] = candidates;
  if (data !== undefined && candidates.length === 1 && data.dims.length > 0) return data;
  throw new VentralError(
    'DATA_CORRUPT',
    `${path} does not tell which variable is measured; it could be any of ` +
      `[${candidates.map(({ name }) => name).join(', ')}].`,
    { hint: 'An assembly has one data variable, whose `coordinates` attribute names the others.' },
  );
}
