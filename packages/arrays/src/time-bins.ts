import { VentralError } from '@ventral/errors';
import {
  type Assembly,
  coordinate,
  createAssembly,
  dimensionSize,
  selectAlong,
} from './assembly.ts';
import { averageGroups } from './average-groups.ts';
import { transpose } from './transpose.ts';

/** A window of time in milliseconds after the onset of the stimulus; its end is not part of it. */
export type TimeBin = readonly [start: number, end: number];

/** What was recorded in one time bin. */
export interface RecordedBin {
  readonly window: TimeBin;
  /** `presentation x neuroid`. */
  readonly recordings: Assembly;
}

/** Whether responses were recorded over time: in time bins. */
export function hasTime({ dims }: Assembly): boolean {
  return dims.includes('time_bin');
}

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
      {
        hint: nearestHint(
          starts.map((from, bin) => [Number(from), Number(ends[bin])]),
          start,
        ),
      },
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
    coords: withoutTime(coords),
  });
}

/**
 * Averages the time bins that lie within each window, skipping NaN.
 *
 * @param windows that do not overlap
 * @throws VentralError `SHAPE_MISMATCH` for a window that no bin lies within, and for windows that overlap
 */
export function averageWindows(assembly: Assembly, windows: readonly TimeBin[]): Assembly {
  const bins = timeBinsOf(assembly);
  requireApart(windows);
  const windowOf = ([start, end]: TimeBin) =>
    windows.findIndex(([from, to]) => from <= start && end <= to);
  const within = bins.map(windowOf);
  const empty = windows.find((_, window) => !within.includes(window));
  if (empty !== undefined) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `No time bin lies within the window of ${empty[0]} to ${empty[1]} ms.`,
      { hint: nearestHint(bins, empty[0]) },
    );
  }
  const kept = [...bins.keys()].filter((bin) => within[bin] !== -1);
  const averaged = averageGroups(selectAlong(assembly, 'time_bin', kept), 'time_bin', {
    count: windows.length,
    of: kept.map((bin) => within[bin] as number),
  });
  const along = (end: 0 | 1) => ({ dim: 'time_bin', values: windows.map((window) => window[end]) });
  return createAssembly({
    ...averaged,
    coords: { ...averaged.coords, time_bin_start: along(0), time_bin_end: along(1) },
  });
}

/**
 * Splits recordings into their time bins, the earliest first. Bins may overlap, be of several lengths and
 * leave time out.
 *
 * @param assembly `presentation x neuroid x time_bin` in any order, with the coordinates `time_bin_start`
 * and `time_bin_end` in milliseconds
 * @returns of each bin its recordings, which share the values of one copy
 * @throws VentralError `SHAPE_MISMATCH` for other dimensions, and for a bin that is empty, no number of
 *   milliseconds or there twice
 */
export function splitTimeBins(assembly: Assembly): readonly RecordedBin[] {
  const turned = transpose(assembly, ['time_bin', 'presentation', 'neuroid']);
  const [, ...shape] = turned.shape;
  const size = shape.reduce((product, length) => product * length, 1);
  const coords = withoutTime(turned.coords);
  return timeBinsOf(turned)
    .map((window, index) => ({
      window,
      recordings: createAssembly({
        dims: ['presentation', 'neuroid'],
        shape,
        values: turned.values.subarray(index * size, (index + 1) * size),
        coords,
      }),
    }))
    .sort(({ window: a }, { window: b }) => a[0] - b[0] || a[1] - b[1]);
}

/**
 * The index of the window that stands for a time bin: that whose start is nearest, the first of equals, as
 * Brain-Score takes the steps of recurrent networks.
 *
 * @param windows at least one
 */
export function nearestWindow(windows: readonly TimeBin[], [wanted]: TimeBin): number {
  const distances = windows.map(([start]) => Math.abs(start - wanted));
  return distances.indexOf(Math.min(...distances));
}

/** A bin counts in one window. */
function requireApart(windows: readonly TimeBin[]): void {
  const sorted = [...windows].sort(([a], [b]) => a - b);
  const later = sorted.findIndex(([start], at) => start < (sorted[at - 1]?.[1] ?? start));
  if (later === -1) return;
  const [first, second] = [sorted[later - 1], sorted[later]].map((window) => window?.join(' to '));
  throw new VentralError(
    'SHAPE_MISMATCH',
    `The windows of ${first} ms and ${second} ms overlap: a time bin is averaged in one window only.`,
    { hint: 'Give windows that do not overlap, or average those that do one call each.' },
  );
}

function nearestHint(bins: readonly TimeBin[], wanted: number): string {
  const distance = ([start]: TimeBin) => Math.abs(start - wanted);
  const nearest = [...bins].sort((a, b) => distance(a) - distance(b)).slice(0, 3);
  return `The time bins that begin nearest are ${nearest.map((bin) => bin.join(' to ')).join(', ')} ms.`;
}

function timeBinsOf(assembly: Assembly): readonly TimeBin[] {
  const ends = coordinate(assembly, 'time_bin_end');
  const bins = coordinate(assembly, 'time_bin_start').map((start, index): TimeBin => {
    const end = ends[index];
    if (Number.isFinite(start) && Number.isFinite(end) && (start as number) < (end as number)) {
      return [start as number, end as number];
    }
    throw new VentralError(
      'SHAPE_MISMATCH',
      `The time bin from ${start} to ${end} ms is no window of time: its end has to be after its start.`,
      { hint: 'Give time_bin_start and time_bin_end in milliseconds after the onset.' },
    );
  });
  const names = bins.map((bin) => bin.join(' to '));
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice === undefined) return bins;
  throw new VentralError('SHAPE_MISMATCH', `The time bin of ${twice} ms is there twice.`, {
    hint: 'Give each time bin once.',
  });
}

function withoutTime(coords: Assembly['coords']): Assembly['coords'] {
  return Object.fromEntries(Object.entries(coords).filter(([, { dim }]) => dim !== 'time_bin'));
}
