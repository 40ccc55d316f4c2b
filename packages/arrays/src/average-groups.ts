import { VentralError } from '@ventral/errors';
import {
  type Assembly,
  type Coordinate,
  type CoordinateValue,
  coordinate,
  createAssembly,
  dimensionSize,
} from './assembly.ts';
import { countValues } from './nd-array.ts';

/** A division of the indices along a dimension into groups. */
export interface Groups {
  /** Number of groups. */
  readonly count: number;
  /** For each index, its group: 0 to `count - 1`. */
  readonly of: ArrayLike<number>;
}

/**
 * Averages the indices of each group along one dimension, skipping NaN; the groups take their place,
 * in order. A cell without any value becomes NaN.
 *
 * Sums in double precision, in one pass over the values; beside the result, takes 4 bytes a cell of
 * it. Of the labels along the dimension, those are kept that are equal within every group.
 *
 * @throws VentralError `SHAPE_MISMATCH` where there is no such dimension, or the groups are of
 * another size
 */
export function averageGroups(assembly: Assembly, dim: string, groups: Groups): Assembly {
  const length = dimensionSize(assembly, dim);
  if (groups.of.length !== length) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${groups.of.length} groups were given for dimension '${dim}' of size ${length}.`,
    );
  }
  const axis = assembly.dims.indexOf(dim);
  return createAssembly({
    dims: assembly.dims,
    shape: assembly.shape.with(axis, groups.count),
    values: averageValues(assembly, axis, groups),
    coords: sharedLabels(assembly, dim, groups),
  });
}

/**
 * Averages the presentations of each stimulus, skipping NaN: `presentation x neuroid` in, one row a
 * stimulus out, in the order in which stimuli first appear. A cell without any value stays NaN.
 *
 * Of the presentation labels, those are kept that are equal within every stimulus.
 */
export function averageRepetitions(assembly: Assembly): Assembly {
  if (assembly.dims[0] !== 'presentation' || assembly.dims.length !== 2) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Repetitions are averaged over [presentation, neuroid], not [${assembly.dims.join(', ')}].`,
    );
  }
  return averageGroups(assembly, 'presentation', stimulusGroups(assembly));
}

/** The presentations of each stimulus as a group, in the order in which stimuli are first there. */
export function stimulusGroups(assembly: Assembly): Groups {
  const rows = new Map<CoordinateValue, number>();
  const of = coordinate(assembly, 'stimulus_id').map((id) => {
    const row = rows.get(id) ?? rows.size;
    rows.set(id, row);
    return row;
  });
  return { count: rows.size, of };
}

function averageValues(
  { values, shape }: Assembly,
  axis: number,
  { count, of }: Groups,
): Float64Array {
  const length = shape[axis] as number;
  const outer = countValues(shape.slice(0, axis));
  const inner = countValues(shape.slice(axis + 1));
  const averages = new Float64Array(outer * count * inner);
  const counts = new Uint32Array(averages.length);
  for (let block = 0; block < outer; block++) {
    for (let index = 0; index < length; index++) {
      const from = (block * length + index) * inner;
      const to = (block * count + (of[index] as number)) * inner;
      for (let cell = 0; cell < inner; cell++) {
        const value = values[from + cell] as number;
        if (Number.isNaN(value)) continue;
        averages[to + cell]! += value;
        counts[to + cell]! += 1;
      }
    }
  }
  for (let cell = 0; cell < averages.length; cell++) averages[cell]! /= counts[cell] as number;
  return averages;
}

function sharedLabels(
  { coords }: Assembly,
  dim: string,
  { count, of }: Groups,
): Record<string, Coordinate> {
  const firsts = new Array<number>(count).fill(-1);
  for (let index = of.length - 1; index >= 0; index--) firsts[of[index] as number] = index;
  const shared: Record<string, Coordinate> = {};
  for (const [name, labels] of Object.entries(coords)) {
    if (labels.dim !== dim) {
      shared[name] = labels;
      continue;
    }
    const { values } = labels;
    const isShared = values.every((label, index) => {
      const first = values[firsts[of[index] as number] as number];
      return label === first || (Number.isNaN(label) && Number.isNaN(first));
    });
    if (!isShared) continue;
    shared[name] = { dim, values: firsts.map((first) => values[first] as CoordinateValue) };
  }
  return shared;
}
