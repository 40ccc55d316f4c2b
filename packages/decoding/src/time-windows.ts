import { type Assembly, coordinate, createAssembly } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';

/** A window of time in milliseconds after the onset of the stimulus; its end is not part of it. */
export interface TimeWindow {
  readonly start: number;
  readonly end: number;
}

/** Windows of one width, each a step later than the one before. In milliseconds. */
export interface SlidingWindows {
  readonly width: number;
  readonly step: number;
  /**
   * Where the first begins.
   * @default where the recordings do
   */
  readonly from?: number | undefined;
  /**
   * Where the last ends, at the latest.
   * @default where the recordings do
   */
  readonly to?: number | undefined;
}

/**
 * The windows that fit between two times of a recording.
 *
 * @param recordings with the coordinates `time_bin_start` and `time_bin_end`
 * @throws VentralError `OPTION_INVALID` for a width or a step that is not above 0, a time outside the recording, and
 *   where no window fits
 */
export function slideWindows(
  recordings: Assembly,
  { width, step, from, to }: SlidingWindows,
): readonly TimeWindow[] {
  const { starts, ends } = timeBinsOf(recordings);
  const recorded = { start: Math.min(...starts), end: Math.max(...ends) };
  const { start, end } = { start: from ?? recorded.start, end: to ?? recorded.end };
  for (const [name, value] of Object.entries({ width, step })) {
    if (value > 0 && Number.isFinite(value)) continue;
    throw new VentralError('OPTION_INVALID', `Windows cannot have a ${name} of ${value} ms.`, {
      hint: 'Give a number of milliseconds above 0.',
    });
  }
  requireRecorded({ start, end }, recorded);
  const count = Math.floor((end - start - width) / step + 1e-9) + 1;
  if (count < 1) {
    throw new VentralError(
      'OPTION_INVALID',
      `No window of ${width} ms fits between ${start} and ${end} ms.`,
      {
        hint: `Recorded was from ${recorded.start} to ${recorded.end} ms: give a narrower window.`,
      },
    );
  }
  return Array.from({ length: count }, (_, index) => ({
    start: start + index * step,
    end: start + index * step + width,
  }));
}

/**
 * Sums the time bins of each window; the windows take the place of the bins. NaN where a bin of the window is.
 *
 * Of counts, sums are counts. Decoders standardize what they are given: sums of rates do as well as their means.
 *
 * @param recordings `presentation x neuroid x time_bin`, with `time_bin_start` and `time_bin_end`
 * @throws VentralError `OPTION_INVALID` for a window that is not made of whole, neighbouring bins of the recordings
 * @throws VentralError `SHAPE_MISMATCH` for other dimensions
 */
export function sumWindows(recordings: Assembly, windows: readonly TimeWindow[]): Assembly {
  requireTime(recordings);
  const { starts, ends } = timeBinsOf(recordings);
  const bins = windows.map((window) => binsOf(window, starts, ends));
  const [presentations, neuroids, count] = recordings.shape as [number, number, number];
  const rows = presentations * neuroids;
  const values = new Float64Array(rows * windows.length);
  for (let row = 0, to = 0; row < rows; row++) {
    for (let window = 0; window < windows.length; window++, to++) {
      let sum = 0;
      for (const bin of bins[window]!) sum += recordings.values[row * count + bin]!;
      values[to] = sum;
    }
  }
  const others = Object.entries(recordings.coords).filter(([, { dim }]) => dim !== 'time_bin');
  const along = (times: readonly number[]) => ({ dim: 'time_bin', values: times });
  return createAssembly({
    dims: recordings.dims,
    shape: [presentations, neuroids, windows.length],
    values,
    coords: {
      ...Object.fromEntries(others),
      time_bin_start: along(windows.map(({ start }) => start)),
      time_bin_end: along(windows.map(({ end }) => end)),
    },
  });
}

function requireTime({ dims }: Assembly): void {
  if (dims.join() === 'presentation,neuroid,time_bin') return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `Responses over time are taken as [presentation, neuroid, time_bin], not as [${dims.join(', ')}].`,
    { hint: 'Bring the dimensions into this order with transpose of @ventral/arrays.' },
  );
}

function timeBinsOf(recordings: Assembly) {
  return {
    starts: coordinate(recordings, 'time_bin_start').map(Number),
    ends: coordinate(recordings, 'time_bin_end').map(Number),
  };
}

/** The bins within a window, by time. They have to follow one another from its start to its end. */
function binsOf(
  { start, end }: TimeWindow,
  starts: readonly number[],
  ends: readonly number[],
): readonly number[] {
  const recorded = { start: Math.min(...starts), end: Math.max(...ends) };
  requireRecorded({ start, end }, recorded);
  const inside = [...starts.keys()].filter((bin) => starts[bin]! >= start && ends[bin]! <= end);
  inside.sort((a, b) => starts[a]! - starts[b]!);
  let reached = start;
  for (const bin of inside) {
    if (starts[bin] !== reached) break;
    reached = ends[bin]!;
  }
  if (inside.length > 0 && reached === end) return inside;
  throw new VentralError(
    'OPTION_INVALID',
    `The window from ${start} to ${end} ms is not made of whole time bins of the recordings.`,
    { hint: `Its first bin is from ${starts[0]} to ${ends[0]} ms: begin and end where bins do.` },
  );
}

function requireRecorded({ start, end }: TimeWindow, recorded: TimeWindow): void {
  if (start >= recorded.start && end <= recorded.end && start < end) return;
  throw new VentralError(
    'OPTION_INVALID',
    `Nothing was recorded throughout the time from ${start} to ${end} ms.`,
    { hint: `Recorded was from ${recorded.start} to ${recorded.end} ms after onset.` },
  );
}
