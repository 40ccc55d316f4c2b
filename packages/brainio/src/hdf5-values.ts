import { widenHalves } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Attribute, Dataset } from 'h5wasm/node';
import type { Hdf5File } from './hdf5-file.ts';

/** Numbers as HDF5 stores them, 16-bit floats widened. */
export type StoredNumbers =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array
  /** The one value of a data set without dimensions. */
  | readonly (number | bigint)[];

/** A range of indices, its end excluded. */
export type Range = readonly [start: number, end: number];

/** What the values of a data set are: `float32`, `int64`, `string`, ...; `other` cannot be read. */
export type StoredType =
  | 'string'
  /** As h5py writes them: an enumeration of FALSE and TRUE. */
  | 'boolean'
  | `float${16 | 32 | 64}`
  | `${'int' | 'uint'}${8 | 16 | 32 | 64}`
  | 'other';

type Metadata = Dataset['metadata'];

// By number, as the format names its classes.
const classNames = [
  'integers',
  'floats',
  'times',
  'strings',
  'bit fields',
  'opaque bytes',
  'compounds',
  'references',
  'an enumeration',
  'lists of various lengths',
  'arrays',
];

/** The type of the values of a data set. */
export function storedType(
  { type, size, signed, enum_type }: Metadata,
  { H5T_class_t: classes }: Hdf5File['module'],
): StoredType {
  if (type === classes.H5T_STRING.value) return 'string';
  const bits = size * 8;
  if (type === classes.H5T_INTEGER.value && [8, 16, 32, 64].includes(bits)) {
    return `${signed ? 'int' : 'uint'}${bits as 8}`;
  }
  if (type === classes.H5T_FLOAT.value && (bits === 16 || bits === 32 || bits === 64)) {
    return `float${bits}`;
  }
  const members = Object.entries(enum_type?.members ?? {}).sort(([, a], [, b]) => a - b);
  return members.join() === 'FALSE,0,TRUE,1' ? 'boolean' : 'other';
}

// Deflate, shuffle, Fletcher's checksum, n-bit and scale-offset.
const readableFilters = [1, 2, 3, 5, 6];

/**
 * Refuses values of a type, or stored by means, that this library does not know.
 *
 * @throws VentralError `FILE_UNREADABLE`, saying which and how to write them instead
 */
export function requireReadable(
  { module, path }: Hdf5File,
  { metadata, filters }: Pick<Dataset, 'metadata' | 'filters'>,
  name: string,
): void {
  const filter = filters.find(({ id }) => !readableFilters.includes(id));
  if (filter !== undefined) {
    const of = `${filter.name.split(/[;:]/)[0] || 'a filter'} (HDF5 filter ${filter.id})`;
    throw new VentralError('FILE_UNREADABLE', `The '${name}' of ${path} is compressed by ${of}.`, {
      hint:
        'The file may be whole. Write it with zlib, such as ' +
        `.to_netcdf(path, encoding={'${name}': {'zlib': True}}) of xarray.`,
    });
  }
  if (storedType(metadata, module) !== 'other') return;
  const { type, size } = metadata;
  const isNumber = type === 0 || type === 1;
  const what = `${classNames[type] ?? 'unknown'}${isNumber ? ` of ${size * 8} bits` : ''}`;
  throw new VentralError('FILE_UNREADABLE', `The values of '${name}' in ${path} are ${what}.`, {
    hint: 'The file may be whole. Write them as float32, integers, booleans or strings.',
  });
}

/** Reads the numbers within a range of each dimension, row-major. */
export function readNumbers(
  file: Hdf5File,
  dataset: Dataset,
  ranges: readonly Range[],
): StoredNumbers {
  if (storedType(dataset.metadata, file.module) === 'float16') {
    return widenHalves(new Uint16Array(readBytes(file, dataset, ranges).buffer));
  }
  if (ranges.length === 0) return [dataset.value] as readonly (number | bigint)[];
  return dataset.slice(ranges.map(([start, end]) => [start, end])) as StoredNumbers;
}

/**
 * Reads a range of a one-dimensional data set of strings, of fixed or variable length.
 *
 * In place of h5wasm's own reader, which frees the strings of a read that failed, and so its memory
 * is damaged for good.
 */
export function readStrings(
  { module, root }: Hdf5File,
  dataset: Dataset,
  [start, end]: Range,
): readonly string[] {
  const { vlen, size } = dataset.metadata;
  if (!vlen) return dataset.slice([[start, end]]) as string[];
  const count = [BigInt(end - start)];
  const bytes = (end - start) * size;
  const pointers = module._malloc(bytes);
  const address = BigInt(pointers);
  try {
    module.get_dataset_data(root.file_id, dataset.path, count, [BigInt(start)], [1n], address);
    const strings = new Uint32Array(module.HEAPU8.slice(pointers, pointers + bytes).buffer);
    const decoded = Array.from(strings, (string) => module.UTF8ToString(string));
    module.reclaim_vlen_memory_count(root.file_id, dataset.path, '', address, count);
    return decoded;
  } finally {
    module._free(pointers);
  }
}

/**
 * Reads a range of strings that are stored character by character, along a dimension of their own: in
 * UTF-8, filled up with zero bytes.
 *
 * @param range undefined for the one string of a data set of characters
 * @param length characters of each
 */
export function readCharacters(
  file: Hdf5File,
  dataset: Dataset,
  range: Range | undefined,
  length: number,
): readonly string[] {
  const [start, end] = range ?? [0, 1];
  const ranges: readonly Range[] = range === undefined ? [[0, length]] : [range, [0, length]];
  const bytes = Buffer.from(readBytes(file, dataset, ranges).buffer);
  return Array.from({ length: end - start }, (_, index) =>
    bytes.toString('utf8', index * length, (index + 1) * length).replace(/\0+$/, ''),
  );
}

/** The number in an attribute of 16-bit floats; undefined for any other. */
export function halfAttribute(
  { module, root }: Hdf5File,
  attribute: Attribute,
): number | undefined {
  if (storedType(attribute.metadata, module) !== 'float16') return undefined;
  const { size, total_size: count } = attribute.metadata;
  const bytes = readMemory(module, size * count, (address) =>
    module.get_attribute_data(root.file_id, attribute.path, attribute.name, address),
  );
  return widenHalves(new Uint16Array(bytes.buffer))[0];
}

function readBytes(
  { module, root }: Hdf5File,
  { path, metadata: { size } }: Dataset,
  ranges: readonly Range[],
): Uint8Array {
  const counts = ranges.map(([start, end]) => end - start);
  const bytes = counts.reduce((product, count) => product * count, size);
  return readMemory(module, bytes, (address) =>
    module.get_dataset_data(
      root.file_id,
      path,
      counts.length === 0 ? null : counts.map(BigInt),
      counts.length === 0 ? null : ranges.map(([start]) => BigInt(start)),
      counts.length === 0 ? null : ranges.map(() => 1n),
      address,
    ),
  );
}

/** The bytes that a call of the library writes to an address, in the order of this machine. */
function readMemory(
  module: Hdf5File['module'],
  bytes: number,
  read: (address: bigint) => unknown,
): Uint8Array {
  const address = module._malloc(bytes);
  if (address === 0) throw new RangeError(`${bytes} bytes`);
  try {
    read(BigInt(address));
    return module.HEAPU8.slice(address, address + bytes);
  } finally {
    module._free(address);
  }
}
