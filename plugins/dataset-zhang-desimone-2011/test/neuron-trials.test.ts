import type { MatArray, MatFields } from '@ventral/matlab';
import { describe, expect, it } from 'vitest';
import { assembleNeurons, shownObjects } from '../src/assemble-neurons.ts';
import { readNeuronTrials } from '../src/neuron-trials.ts';

/** A neuron's file with a spike in trial t at millisecond t. */
function variables(
  objects: readonly string[],
  { milliseconds = 1000, onset = 501, positions = objects.map(() => 'upper') } = {},
): MatFields {
  const trials = 3;
  const values = new Uint8Array(trials * milliseconds);
  for (let trial = 0; trial < trials; trial++) values[trial * trials + trial] = trial + 1;
  const texts = (all: readonly string[]): MatArray => ({
    ...{ kind: 'cells', shape: [1, all.length] },
    cells: all.map((text) => ({ kind: 'text', shape: [1, text.length], text })),
  });
  const struct = (fields: Readonly<Record<string, MatArray>>): MatArray => ({
    ...{ kind: 'structs', shape: [1, 1], structs: [new Map(Object.entries(fields))] },
  });
  return new Map<string, MatArray>([
    ['raster_data', { kind: 'numbers', shape: [trials, milliseconds], values }],
    ['raster_labels', struct({ stimulus_ID: texts(objects), stimulus_position: texts(positions) })],
    [
      'raster_site_info',
      struct({
        alignment_event_time: { kind: 'numbers', shape: [1, 1], values: Uint16Array.of(onset) },
      }),
    ],
  ]);
}

describe("a neuron's file", () => {
  it.each([
    ['fewer labels than trials', variables(['car', 'face'])],
    ['no position of a trial', variables(['car', 'face', 'car'], { positions: ['upper'] })],
    ['another onset', variables(['car', 'face', 'car'], { onset: 1 })],
    ['another length', variables(['car', 'face', 'car'], { milliseconds: 900 })],
  ])('is refused with %s', (_, file) => {
    expect(() => readNeuronTrials(file, 'bp1')).toThrow(
      expect.objectContaining({ code: 'DATA_CORRUPT', message: expect.stringMatching(/^bp1 /) }),
    );
  });

  it('without labels is refused', () => {
    const { code } = catching(() =>
      readNeuronTrials(new Map([...variables(['a', 'b', 'c'])].slice(0, 1)), 'bp1'),
    );
    expect(code).toBe('DATA_CORRUPT');
  });
});

describe('neurons that were recorded one after another', () => {
  it('share presentations by stimulus and repetition, each in its own order; NaN where one has fewer', () => {
    const first = readNeuronTrials(variables(['car', 'face', 'car']), 'first');
    const second = readNeuronTrials(variables(['face', 'car', 'face']), 'second');
    const neurons = [
      { id: 'first', ...first },
      { id: 'second', ...second },
    ];
    const { shape, values, coords } = assembleNeurons(neurons, shownObjects(neurons));
    expect(shape).toEqual([4, 2, 1000]);
    expect(coords.stimulus_id?.values).toEqual([
      ...['car_upper', 'car_upper', 'face_upper', 'face_upper'],
    ]);
    expect(coords.repetition?.values).toEqual([0, 1, 0, 1]);
    expect(coords.time_bin_start?.values[0]).toBe(-500);
    const at = (row: number, neuron: number, time: number) =>
      values[(row * 2 + neuron) * 1000 + time];
    expect([at(0, 0, 0), at(1, 0, 2), at(2, 0, 1)]).toEqual([1, 3, 2]);
    expect([at(0, 1, 1), at(2, 1, 0), at(3, 1, 2)]).toEqual([2, 1, 3]);
    expect([at(3, 0, 0), at(1, 1, 999)]).toEqual([Number.NaN, Number.NaN]);
  });
});

function catching(work: () => unknown): { readonly code?: string } {
  try {
    work();
  } catch (error) {
    return error as { readonly code?: string };
  }
  return {};
}
