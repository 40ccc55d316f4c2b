import { posix } from 'node:path';
import { VentralError } from '@ventral/errors';
import type { Attribute, Dataset, Group } from 'h5wasm/node';
import { datasetsOf, groupNames, type Hdf5File } from './hdf5-file.ts';
import { halfAttribute, type StoredType, storedType } from './hdf5-values.ts';

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
  /**
   * Characters of each string, where strings are stored character by character (NC_CHAR).
   * @default strings are stored as such
   */
  readonly characters?: number;
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
  /** Names of the variables that the file says to label the data. */
  readonly labels: readonly string[];
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
 * @throws VentralError `DATA_CORRUPT` where it is not laid out as netCDF-4, has no one variable that
 * is measured, or names a label that it does not hold
 */
export function readLayout(file: Hdf5File, group: Group, path: string): AssemblyLayout {
  const datasets = datasetsOf(file.library, group).filter(
    ([, dataset]) => !isMereDimension(dataset),
  );
  const variables = datasets.map(([name, dataset]): AssemblyVariable => {
    file.step();
    const attributes = readAttributes(file, dataset);
    refusePacked(attributes, name, path);
    return {
      name,
      type: storedType(dataset.metadata, file.module),
      dims: dimensionsOf(dataset, name, path),
      shape: dataset.shape ?? [],
      attributes,
    };
  });
  const attributes = readAttributes(file, group);
  const found = findData(variables, path);
  const ofCharacters = new Set(
    datasets.flatMap(([name, { metadata }]) => (isCharacter(metadata, file) ? [name] : [])),
  );
  const isJoined = ({ name, dims }: AssemblyVariable, kept: readonly string[]) =>
    ofCharacters.has(name) && dims.length > 0 && !kept.includes(dims.at(-1) as string);
  const data = isJoined(found, found.dims.slice(0, 1)) ? joinCharacters(found) : found;
  const joined = variables.map((variable) => {
    if (variable === found) return data;
    return isJoined(variable, data.dims) ? joinCharacters(variable) : variable;
  });
  const labels = [data.attributes, attributes].flatMap(namedCoordinates);
  const absent = labels.find((name) => !joined.some((variable) => variable.name === name));
  if (absent !== undefined) {
    throw new VentralError(
      'DATA_CORRUPT',
      `${path} names '${absent}' as a label of its '${data.name}', but does not hold it.`,
      { hint: 'Write the file again, or take the name from the attribute `coordinates`.' },
    );
  }
  return { attributes, variables: joined, data, labels, groups: groupNames(file.library, group) };
}

// What netCDF calls NC_CHAR. Strings of it are arrays, with a last dimension for their length.
function isCharacter(metadata: Dataset['metadata'], { module }: Hdf5File): boolean {
  return storedType(metadata, module) === 'string' && !metadata.vlen && metadata.size === 1;
}

function joinCharacters(variable: AssemblyVariable): AssemblyVariable {
  const { dims, shape } = variable;
  return {
    ...variable,
    dims: dims.slice(0, -1),
    shape: shape.slice(0, -1),
    characters: shape.at(-1) as number,
  };
}

function namedCoordinates({ coordinates = '' }: Attributes): readonly string[] {
  return String(coordinates).split(/\s+/).filter(Boolean);
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

function readAttributes(file: Hdf5File, of: Dataset | Group): Attributes {
  const { attrs } = of;
  return Object.fromEntries(
    Object.keys(attrs)
      .filter((name) => !formatAttributes.test(name))
      .map((name) => {
        const attribute = attrs[name] as Attribute;
        return [name, halfAttribute(file, attribute) ?? plainValue(attribute.value)];
      }),
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
  const labels = variables.flatMap(({ attributes }) => namedCoordinates(attributes));
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
