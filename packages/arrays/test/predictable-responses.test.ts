import { createAssembly, readPredictableResponses, selectAlong } from '@ventral/arrays';
import { describe, expect, it } from 'vitest';

const stimulusIds = Array.from({ length: 60 }, (_, row) => `s${row}`);

function recordingsWith(change: (value: number, row: number, neuroid: number) => number) {
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [60, 8],
    values: Float64Array.from({ length: 480 }, (_, cell) =>
      change(Math.sin(cell), Math.floor(cell / 8), cell % 8),
    ),
    coords: {
      stimulus_id: { dim: 'presentation', values: stimulusIds },
      neuroid_id: { dim: 'neuroid', values: Array.from({ length: 8 }, (_, n) => `n0${n}`) },
    },
  });
}
const recordings = recordingsWith((value) => value);

it('are read as they are where each neuroid varies', () => {
  const { shape, values } = readPredictableResponses(recordings);
  expect(shape).toEqual([60, 8]);
  expect(values).toEqual(recordings.values);
});

it('leave out neuroids that are the same for all stimuli, but for rounding, and name them', () => {
  const { shape, neuroidIndices, notes } = readPredictableResponses(
    recordingsWith((value, row, neuroid) => {
      if (neuroid === 4) return 2;
      if (neuroid === 6) return row === 1 ? 0.1 + Number.EPSILON / 16 : 0.1;
      return neuroid === 1 ? Number.NaN : value;
    }),
  );
  expect(shape).toEqual([60, 5]);
  expect(neuroidIndices).toEqual([0, 2, 3, 5, 7]);
  expect(notes).toEqual([
    "1 of 8 neuroids were left out, because nothing was recorded of them (NaN throughout): 'n01'.",
    "2 of 8 neuroids were left out, because they respond the same to all 60 stimuli: 'n04', 'n06'.",
  ]);
});

describe('responses that cannot be predicted', () => {
  it.each([
    [
      'NaN',
      recordingsWith((value, row, neuroid) => (row === 3 && neuroid === 2 ? Number.NaN : value)),
      ['1 of 480', `is NaN, of neuroid 'n02' to stimulus 's3'.`],
    ],
    [
      'neuroids of which none varies',
      recordingsWith(() => 0),
      [
        'There is nothing to compare with: 60 stimuli, 0 neuroids.',
        `8 of 8 neuroids were left out, because they respond the same to all 60 stimuli: 'n00', 'n01', 'n02', 'n03', 'n04', ...`,
      ],
    ],
    ['no neuroids', selectAlong(recordings, 'neuroid', []), ['60 stimuli, 0 neuroids']],
  ])('%s', (_, target, parts) => {
    for (const message of parts) {
      expect(() => readPredictableResponses(target)).toThrow(
        expect.objectContaining({
          code: 'RESPONSES_INVALID',
          message: expect.stringContaining(message),
        }),
      );
    }
  });

  it('are told from other arrays', () => {
    const target = createAssembly({
      dims: ['event'],
      shape: [1],
      values: Float64Array.of(1),
      coords: {},
    });
    expect(() => readPredictableResponses(target)).toThrow('[event]');
  });
});
