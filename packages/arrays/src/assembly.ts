import { VentralError } from '@ventral/errors';
import { countValues, type NdArray } from './nd-array.ts';

/** A label of one row, column or time bin. */
export type CoordinateValue = string | number | boolean;

/** Labels along one dimension of an assembly. */
export interface Coordinate {
  /** The dimension that is labelled. */
  readonly dim: string;
  /** One value for each index along it. */
  readonly values: readonly CoordinateValue[];
}

/**
 * A labelled array, such as recordings (`presentation x neuroid`): an array, the names of its
 * dimensions, and any number of coordinates along each. NaN where nothing was measured.
 */
export interface Assembly extends NdArray {
  /** Names of the dimensions, slowest first. */
  readonly dims: readonly string[];
  /** Labels by name (`stimulus_id`, `neuroid_id`, `repetition`, ...). */
  readonly coords: Readonly<Record<string, Coordinate>>;
}

/**
 * Checks the parts of an assembly against each other and freezes them together.
 *
 * @throws VentralError `SHAPE_MISMATCH` where sizes, dimensions and labels disagree
 */
export function createAssembly(parts: Assembly): Assembly {
  const { dims, shape, values, coords } = parts;
  if (dims.length !== shape.length || new Set(dims).size !== dims.length) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Dimensions [${dims.join(', ')}] do not match shape [${shape.join(', ')}].`,
    );
  }
  if (values.length !== countValues(shape)) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${values.length} values do not fill shape [${shape.join(', ')}].`,
    );
  }
  for (const [name, { dim, values: labels }] of Object.entries(coords)) {
    const length = shape[dims.indexOf(dim)];
    if (labels.length !== length) {
      throw new VentralError(
        'SHAPE_MISMATCH',
        `Coordinate '${name}' has ${labels.length} labels for dimension '${dim}' of ` +
          `${length === undefined ? 'an assembly without it' : `size ${length}`}.`,
      );
    }
  }
  return Object.freeze({ dims, shape, values, coords });
}

/**
 * The size of one dimension.
 *
 * @throws VentralError `SHAPE_MISMATCH` where the assembly has no such dimension
 */
export function dimensionSize(assembly: Assembly, dim: string): number {
  const size = assembly.shape[assembly.dims.indexOf(dim)];
  if (size === undefined) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `An assembly of [${assembly.dims.join(', ')}] has no dimension '${dim}'.`,
    );
  }
  return size;
}

/**
 * The labels of one coordinate.
 *
 * @throws VentralError `SHAPE_MISMATCH` where the assembly has no such coordinate
 */
export function coordinate(assembly: Assembly, name: string): readonly CoordinateValue[] {
  const found = assembly.coords[name];
  if (found === undefined) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `The assembly has no coordinate '${name}'; it has: ${Object.keys(assembly.coords).join(', ')}.`,
    );
  }
  return found.values;
}

/**
 * The assembly with only the given indices along one dimension, in the given order.
 *
 * @throws VentralError `SHAPE_MISMATCH` where there is no such dimension or index
 */
export function selectAlong(assembly: Assembly, dim: string, indices: readonly number[]): Assembly {
  const length = dimensionSize(assembly, dim);
  const outside = indices.find(
    (index) => !(Number.isInteger(index) && 0 <= index && index < length),
  );
  if (outside !== undefined) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `There is no index ${outside} along '${dim}' of size ${length}.`,
    );
  }
  const axis = assembly.dims.indexOf(dim);
  const outer = countValues(assembly.shape.slice(0, axis));
  const inner = countValues(assembly.shape.slice(axis + 1));
  const size = outer * indices.length * inner;
  const values =
    assembly.values instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  for (let block = 0; block < outer; block++) {
    indices.forEach((index, position) => {
      const from = (block * length + index) * inner;
      values.set(
        assembly.values.subarray(from, from + inner),
        (block * indices.length + position) * inner,
      );
    });
  }
  const coords: Record<string, Coordinate> = {};
  for (const [name, labels] of Object.entries(assembly.coords)) {
    coords[name] =
      labels.dim === dim
        ? { dim, values: indices.map((index) => labels.values[index] as CoordinateValue) }
        : labels;
  }
  return createAssembly({
    dims: assembly.dims,
    shape: assembly.shape.with(axis, indices.length),
    values,
    coords,
  });
}
