import { createAssembly, labelledStimuli } from '@ventral/arrays';
import { expect, it } from 'vitest';

const distances = createAssembly({
  dims: ['stimulus', 'stimulus2'],
  shape: [2, 2],
  values: Float64Array.of(0, 1, 1, 0),
  coords: {
    stimulus_id: { dim: 'stimulus', values: [7, 8] },
    animate: { dim: 'stimulus', values: [true, false] },
    stimulus_id2: { dim: 'stimulus2', values: [7, 8] },
  },
});

it('takes the labels along one dimension', () => {
  expect(labelledStimuli(distances, 'stimulus')).toEqual({
    stimulusIds: ['7', '8'],
    labels: new Map<string, readonly unknown[]>([
      ['stimulus_id', [7, 8]],
      ['animate', [true, false]],
    ]),
  });
});

it('refuses a dimension that stimulus ids do not label', () => {
  expect(() => labelledStimuli(distances, 'stimulus2')).toThrow(
    expect.objectContaining({
      code: 'SHAPE_MISMATCH',
      message: `The coordinate 'stimulus_id' labels 'stimulus', not 'stimulus2'.`,
    }),
  );
});
