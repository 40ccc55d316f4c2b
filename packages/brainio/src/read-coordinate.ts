import type { CoordinateValue } from '@ventral/arrays';
import type { Dataset } from 'h5wasm/node';
import { type AssemblyVariable, missingValue } from './assembly-layout.ts';
import type { Hdf5File } from './hdf5-file.ts';
import {
  type Range,
  readCharacters,
  readNumbers,
  readStrings,
  requireReadable,
} from './hdf5-values.ts';

const stringsAtOnce = 2 ** 15;

/**
 * Reads a coordinate: one label for each index along its dimension, or the one of no dimension.
 *
 * Missing labels are NaN; times are the numbers that are stored. Integers that a number cannot hold
 * exactly make the whole coordinate decimal strings, so that no two labels become one. Takes 8
 * bytes a label, and each distinct string once.
 *
 * @throws VentralError `FILE_UNREADABLE` where its values are neither numbers nor strings
 */
export function readCoordinate(
  file: Hdf5File,
  dataset: Dataset,
  variable: AssemblyVariable,
): readonly CoordinateValue[] {
  const { name, type, shape, attributes } = variable;
  file.step();
  requireReadable(file, dataset, name);
  const missing = missingValue(attributes);
  if (type === 'string') return readLabels(file, dataset, variable, missing);
  const ranges = shape.map((length): Range => [0, length]);
  const stored = Array.from<number | bigint>(readNumbers(file, dataset, ranges));
  // Not every 64-bit integer is a number of JavaScript.
  const exact = stored.every(
    (value) => typeof value === 'number' || BigInt(Number(value)) === value,
  );
  return stored.map((value) => {
    if (Number(value) === missing) return Number.NaN;
    // How xarray writes booleans, which netCDF does not have.
    if (type === 'boolean' || attributes.dtype === 'bool') return Number(value) !== 0;
    return exact ? Number(value) : String(value);
  });
}

function readLabels(
  file: Hdf5File,
  dataset: Dataset,
  { shape, characters }: AssemblyVariable,
  missing: number | string | undefined,
): readonly CoordinateValue[] {
  const [length] = shape;
  const read = (range: Range | undefined) => {
    if (characters !== undefined) return readCharacters(file, dataset, range, characters);
    return range === undefined ? [dataset.value as string] : readStrings(file, dataset, range);
  };
  const labels: CoordinateValue[] = [];
  // Most labels are those of many presentations: each is kept once.
  const distinct = new Map<string, string>();
  for (let start = 0; start < (length ?? 1); start += stringsAtOnce) {
    file.step();
    const range: Range = [start, Math.min(start + stringsAtOnce, length ?? 1)];
    for (const text of read(length === undefined ? undefined : range)) {
      const known = distinct.get(text);
      if (known === undefined) distinct.set(text, text);
      labels.push(text === missing ? Number.NaN : (known ?? text));
    }
  }
  return labels;
}
