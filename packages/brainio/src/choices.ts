import type { Coordinate } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Dataset, Group } from 'h5wasm/node';
import type { AssemblyVariable } from './assembly-layout.ts';
import type { Hdf5File } from './hdf5-file.ts';
import { readCoordinate } from './read-coordinate.ts';

/**
 * Reads values that are strings, the object chosen in each trial, as a coordinate.
 *
 * @throws VentralError `DATA_CORRUPT` where they have several dimensions
 */
export function readChoices(file: Hdf5File, group: Group, data: AssemblyVariable): Coordinate {
  const [dim = ''] = data.dims;
  if (data.dims.length !== 1) {
    throw new VentralError(
      'DATA_CORRUPT',
      `The choices in '${data.name}' have dimensions [${data.dims.join(', ')}], not one.`,
    );
  }
  return { dim, values: readCoordinate(file, group.get(data.name) as Dataset, data) };
}

/** For each choice 1 where it was right, else 0; NaN where it is not known what was right. */
export function markCorrect(
  coords: Readonly<Record<string, Coordinate>>,
): Float32Array<ArrayBuffer> {
  const { choice, sample_obj, truth } = coords;
  const right = (sample_obj ?? truth)?.values;
  return Float32Array.from(choice?.values ?? [], (chosen, trial) => {
    return right === undefined ? Number.NaN : Number(chosen === right[trial]);
  });
}
