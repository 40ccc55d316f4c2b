import {
  averageTimeBins,
  averageWindows,
  createAssembly,
  nearestWindow,
  selectTimeBins,
  splitTimeBins,
} from '@ventral/arrays';
import { describe, expect, it } from 'vitest';

const missing = Number.NaN;

const recordings = createAssembly({
  dims: ['neuroid', 'time_bin', 'presentation'],
  shape: [2, 3, 1],
  values: Float32Array.of(1, 2, 6, missing, 5, 7),
  coords: {
    neuroid_id: { dim: 'neuroid', values: ['n1', 'n2'] },
    time_bin_start: { dim: 'time_bin', values: [0, 10, 20] },
    time_bin_end: { dim: 'time_bin', values: [10, 20, 30] },
    stimulus_id: { dim: 'presentation', values: ['a'] },
  },
});

describe('selectTimeBins', () => {
  it('takes the bins of the given windows, in their order', () => {
    const selected = selectTimeBins(recordings, [
      [20, 30],
      [0, 10],
    ]);
    expect([...selected.values]).toEqual([6, 1, 7, missing]);
    expect(selected.coords.time_bin_start?.values).toEqual([20, 0]);
  });

  it('names the bins that there are where one is not', () => {
    expect(() => selectTimeBins(recordings, [[0, 20]])).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'There is no time bin of 0 to 20 ms among the 3 bins of 0 to 30 ms.',
        hint: 'The time bins that begin nearest are 0 to 10, 10 to 20, 20 to 30 ms.',
      }),
    );
  });
});

describe('averageTimeBins', () => {
  it('takes the dimension away, skipping what is missing', () => {
    expect(averageTimeBins(recordings)).toEqual({
      dims: ['neuroid', 'presentation'],
      shape: [2, 1],
      values: Float64Array.of(3, 6),
      coords: {
        neuroid_id: recordings.coords.neuroid_id,
        stimulus_id: recordings.coords.stimulus_id,
      },
    });
  });

  it('needs time bins', () => {
    expect(() => averageTimeBins(averageTimeBins(recordings))).toThrow(
      "has no dimension 'time_bin'",
    );
  });
});

describe('averageWindows', () => {
  it('averages the bins within each window, and leaves the others out', () => {
    const averaged = averageWindows(recordings, [
      [15, 30],
      [0, 15],
    ]);
    expect([...averaged.values]).toEqual([6, 1, 7, missing]);
    expect(averaged.coords.time_bin_start?.values).toEqual([15, 0]);
    const all = averageWindows(recordings, [[0, 30]]);
    expect([...all.values]).toEqual([3, 6]);
    expect(all.coords.time_bin_end?.values).toEqual([30]);
  });

  it('refuses a window without bins', () => {
    expect(() => averageWindows(recordings, [[0, 5]])).toThrow(
      expect.objectContaining({
        message: 'No time bin lies within the window of 0 to 5 ms.',
        hint: expect.stringContaining('begin nearest are 0 to 10,'),
      }),
    );
  });

  it('refuses windows that overlap, in whatever order', () => {
    const windows = [
      [10, 30],
      [0, 20],
    ] as const;
    expect(() => averageWindows(recordings, windows)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: expect.stringContaining('The windows of 0 to 20 ms and 10 to 30 ms overlap'),
        hint: expect.stringContaining('do not overlap'),
      }),
    );
  });
});

describe('splitTimeBins', () => {
  const withBins = (starts: readonly number[], ends: readonly number[]) =>
    createAssembly({
      ...recordings,
      coords: {
        ...recordings.coords,
        time_bin_start: { dim: 'time_bin', values: starts },
        time_bin_end: { dim: 'time_bin', values: ends },
      },
    });

  it('gives the recordings of each bin, the earliest first', () => {
    const bins = splitTimeBins(withBins([20, 0, 5], [30, 10, 30]));
    expect(bins.map(({ window }) => window)).toEqual([
      [0, 10],
      [5, 30],
      [20, 30],
    ]);
    expect(bins.map(({ recordings: { values } }) => [...values])).toEqual([
      [2, 5],
      [6, 7],
      [1, missing],
    ]);
    const [first] = bins;
    expect(first?.recordings.dims).toEqual(['presentation', 'neuroid']);
    expect(Object.keys(first?.recordings.coords ?? {})).toEqual(['neuroid_id', 'stimulus_id']);
  });

  it.each([
    [[0, 10, 20], [10, 10, 30], 'The time bin from 10 to 10 ms is no window of time'],
    [[0, 10, 20], [10, 5, 30], 'The time bin from 10 to 5 ms is no window of time'],
    [[0, Number.NaN, 20], [10, 20, 30], 'The time bin from NaN to 20 ms is no window of time'],
    [[0, 10, 10], [10, 20, 20], 'The time bin of 10 to 20 ms is there twice'],
  ])('refuses bins from %j to %j', (starts, ends, message) => {
    expect(() => splitTimeBins(withBins(starts, ends))).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('refuses recordings whose bins have no times', () => {
    const { time_bin_start: _, ...coords } = recordings.coords;
    expect(() => splitTimeBins(createAssembly({ ...recordings, coords }))).toThrow(
      "no coordinate 'time_bin_start'",
    );
  });
});

describe('nearestWindow', () => {
  it('goes by the start, and takes the first of equals', () => {
    const windows = [
      [90, 140],
      [140, 190],
      [190, 240],
    ] as const;
    expect(nearestWindow(windows, [0, 20])).toBe(0);
    expect(nearestWindow(windows, [115, 125])).toBe(0);
    expect(nearestWindow(windows, [120, 300])).toBe(1);
    expect(nearestWindow(windows, [400, 420])).toBe(2);
  });
});
