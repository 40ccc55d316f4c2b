import type { CoordinateValue } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Dataset } from 'h5wasm/node';
import { type AssemblyVariable, missingValue } from './assembly-layout.ts';
import type { Hdf5File } from './hdf5-file.ts';
import { readNumbers, readStrings } from './hdf5-values.ts';

const stringsAtOnce = 2 ** 15;

/**
 * Reads a coordinate: one label for each index along its dimension.
 *
 * Missing labels are NaN; times are the numbers that are stored. Integers that a number cannot hold
 * exactly make the whole coordinate decimal strings, so that no two labels become one. Takes 8
 * bytes a label, and each distinct string once.
 *
 * @throws VentralError `DATA_CORRUPT` where its values are neither numbers nor strings
 */
export function readCoordinate(
  file: Hdf5File,
  dataset: Dataset,
  { name, type, shape, attributes }: AssemblyVariable,
): readonly CoordinateValue[] {
  const [length = 0] = shape;
  const missing = missingValue(attributes);
  if (type === 'string') return readLabels(file, dataset, length, missing);
  if (type === 'other') {
    throw new VentralError(
      'DATA_CORRUPT',
      `The values of '${name}' are neither numbers nor strings.`,
    );
  }
  const stored = Array.from<number | bigint>(readNumbers(dataset, [[0, length]]));
  // Not every 64-bit integer is a number of JavaScript.
  const exact = stored.every(
    (value) => typeof value === 'number' || BigInt(Number(value)) === value,
  );
  return stored.map((value) => {
    if (Number(value) === missing) return Number.NaN;
    // How xarray writes booleans, which netCDF does not have.
    if (attributes.dtype === 'bool') return Number(value) !== 0;
    return exact ? Number(value) : String(value);
  });
}

function readLabels(
  file: Hdf5File,
  dataset: Dataset,
  length: number,
  missing: number | string | undefined,
): readonly CoordinateValue[] {
  const labels: CoordinateValue[] = [];
  // Most labels are those of many presentations: each is kept once.
  const distinct = new Map<string, string>();
  for (let start = 0; start < length; start += stringsAtOnce) {
    const end = Math.min(start + stringsAtOnce, length);
    for (const text of readStrings(file, dataset, [start, end])) {
      const known = distinct.get(text);
      if (known === undefined) distinct.set(text, text);
      labels.push(text === missing ? Number.NaN : (known ?? text));
    }
  }
  return labels;
}
