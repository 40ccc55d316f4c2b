import {
  type Assembly,
  averageGroups,
  coordinate,
  createAssembly,
  dimensionSize,
  selectAlong,
} from '@ventral/arrays';
import { VentralError } from '@ventral/errors';

/** A window of time in milliseconds after the onset of the stimulus; its end is not part of it. */
export type TimeBin = readonly [start: number, end: number];

/**
 * The assembly with only the given time bins, in the given order.
 *
 * @throws VentralError `SHAPE_MISMATCH` where there is no such bin, or there are no time bins
 */
export function selectTimeBins(assembly: Assembly, bins: readonly TimeBin[]): Assembly {
  const starts = coordinate(assembly, 'time_bin_start');
  const ends = coordinate(assembly, 'time_bin_end');
  const positions = new Map(starts.map((start, index) => [`${start}-${ends[index]}`, index]));
  const indices = bins.map(([start, end]) => {
    const index = positions.get(`${start}-${end}`);
    if (index !== undefined) return index;
    throw new VentralError(
      'SHAPE_MISMATCH',
      `There is no time bin of ${start} to ${end} ms among the ${starts.length} bins of ` +
        `${starts[0]} to ${ends.at(-1)} ms.`,
    );
  });
  return selectAlong(assembly, 'time_bin', indices);
}

/**
 * Averages over all time bins, skipping NaN: `presentation x neuroid x time_bin` in, say, and
 * `presentation x neuroid` out. A single bin is just taken away, its values shared.
 *
 * @example
 * // The window of FreemanZiemba2013, 50 to 200 ms, of bins of one millisecond.
 * const bins = Array.from({ length: 150 }, (_, bin) => [50 + bin, 51 + bin] as const);
 * const rates = averageTimeBins(selectTimeBins(recordings, bins));
 *
 * @throws VentralError `SHAPE_MISMATCH` where there are no time bins
 */
export function averageTimeBins(assembly: Assembly): Assembly {
  const size = dimensionSize(assembly, 'time_bin');
  const { dims, shape, values, coords } =
    size === 1
      ? assembly
      : averageGroups(assembly, 'time_bin', { count: 1, of: new Uint8Array(size) });
  const axis = dims.indexOf('time_bin');
  return createAssembly({
    dims: dims.toSpliced(axis, 1),
    shape: shape.toSpliced(axis, 1),
    values,
    coords: Object.fromEntries(Object.entries(coords).filter(([, { dim }]) => dim !== 'time_bin')),
  });
}
