import type { Dataset } from 'h5wasm/node';
import type { Hdf5File } from './hdf5-file.ts';

/** Numbers as HDF5 stores them. */
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
  | Float64Array;

/** A range of indices, its end excluded. */
export type Range = readonly [start: number, end: number];

/** What the values of a data set are: `float32`, `int64`, `string`, ...; `other` cannot be read. */
export type StoredType =
  | 'string'
  | `float${32 | 64}`
  | `${'int' | 'uint'}${8 | 16 | 32 | 64}`
  | 'other';

/** The type of the values of a data set. */
export function storedType(
  { type, size, signed }: Dataset['metadata'],
  { H5T_class_t: classes }: Hdf5File['module'],
): StoredType {
  if (type === classes.H5T_STRING.value) return 'string';
  const bits = size * 8;
  if (type === classes.H5T_INTEGER.value) return `${signed ? 'int' : 'uint'}${bits as 8}`;
  if (type === classes.H5T_FLOAT.value && (bits === 32 || bits === 64)) return `float${bits}`;
  return 'other';
}

/** Reads the numbers within a range of each dimension, row-major. */
export function readNumbers(dataset: Dataset, ranges: readonly Range[]): StoredNumbers {
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
