import { createAssembly } from '@ventral/arrays';
import { averageTimeBins, selectTimeBins } from '@ventral/brainio';
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
