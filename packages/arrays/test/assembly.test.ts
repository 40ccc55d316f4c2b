import {
  type Assembly,
  averageRepetitions,
  coordinate,
  createAssembly,
  dimensionSize,
  selectAlong,
} from '@ventral/arrays';
import { describe, expect, test } from 'vitest';

const { NaN: missing } = Number;

/** Two stimuli, shown three times and twice, and two neuroids. */
function recordings(): Assembly {
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [5, 2],
    // biome-ignore format: one presentation a line
    values: Float32Array.of(
      1, missing,
      10, missing,
      2, 5,
      30, missing,
      6, 7,
    ),
    coords: {
      stimulus_id: { dim: 'presentation', values: ['b', 'a', 'b', 'a', 'b'] },
      repetition: { dim: 'presentation', values: [0, 0, 1, 1, 2] },
      object_name: { dim: 'presentation', values: ['car', 'dog', 'car', 'dog', 'car'] },
      neuroid_id: { dim: 'neuroid', values: ['n1', 'n2'] },
    },
  });
}

describe('createAssembly', () => {
  test('keeps its parts, frozen', () => {
    const assembly = recordings();
    expect(Object.isFrozen(assembly)).toBe(true);
    expect(dimensionSize(assembly, 'neuroid')).toBe(2);
    expect(coordinate(assembly, 'neuroid_id')).toEqual(['n1', 'n2']);
  });

  test.each([
    [{ dims: ['presentation'] }, 'Dimensions [presentation] do not match shape [5, 2].'],
    [{ dims: ['neuroid', 'neuroid'] }, 'Dimensions [neuroid, neuroid] do not match shape [5, 2].'],
    [{ values: new Float32Array(9) }, '9 values do not fill shape [5, 2].'],
    [
      { coords: { animal: { dim: 'neuroid', values: ['Tito'] } } },
      "Coordinate 'animal' has 1 labels for dimension 'neuroid' of size 2.",
    ],
    [
      { coords: { bin: { dim: 'time_bin', values: [70] } } },
      "Coordinate 'bin' has 1 labels for dimension 'time_bin' of an assembly without it.",
    ],
  ])('refuses parts that disagree: %j', (parts, message) => {
    expect(() => createAssembly({ ...recordings(), ...parts })).toThrow(
      expect.objectContaining({ code: 'SHAPE_MISMATCH', message }),
    );
  });
});

test('an unknown dimension or coordinate is named beside those there are', () => {
  expect(() => dimensionSize(recordings(), 'time_bin')).toThrow(
    expect.objectContaining({
      code: 'SHAPE_MISMATCH',
      message: "An assembly of [presentation, neuroid] has no dimension 'time_bin'.",
    }),
  );
  expect(() => coordinate(recordings(), 'animal')).toThrow(
    expect.objectContaining({
      code: 'SHAPE_MISMATCH',
      message:
        "The assembly has no coordinate 'animal'; " +
        'it has: stimulus_id, repetition, object_name, neuroid_id.',
    }),
  );
});

describe('selectAlong', () => {
  const cube = createAssembly({
    dims: ['presentation', 'neuroid', 'time_bin'],
    shape: [2, 3, 2],
    values: Float64Array.from({ length: 12 }, (_, index) => index),
    coords: {
      neuroid_id: { dim: 'neuroid', values: ['n0', 'n1', 'n2'] },
      time_bin_start: { dim: 'time_bin', values: [70, 90] },
    },
  });

  test.each([
    ['presentation', [1], [6, 7, 8, 9, 10, 11]],
    ['neuroid', [2, 0], [4, 5, 0, 1, 10, 11, 6, 7]],
    ['neuroid', [1, 1], [2, 3, 2, 3, 8, 9, 8, 9]],
    ['time_bin', [1], [1, 3, 5, 7, 9, 11]],
    ['time_bin', [], []],
  ])('takes %s %j', (dim, indices, values) => {
    const selected = selectAlong(cube, dim, indices);
    expect(selected.values).toEqual(Float64Array.from(values));
    expect(dimensionSize(selected, dim)).toBe(indices.length);
    expect(selected.dims).toEqual(cube.dims);
  });

  test('takes labels along, and only those of its dimension', () => {
    const selected = selectAlong(cube, 'neuroid', [2, 0]);
    expect(selected.coords).toEqual({
      neuroid_id: { dim: 'neuroid', values: ['n2', 'n0'] },
      time_bin_start: cube.coords.time_bin_start,
    });
  });

  test('keeps float32, and copies', () => {
    const original = recordings();
    const selected = selectAlong(original, 'presentation', [0]);
    expect(selected.values).toEqual(Float32Array.of(1, missing));
    selected.values.fill(9);
    expect(original).toEqual(recordings());
  });

  test.each([3, -1, 0.5, missing])('refuses index %d of 3', (index) => {
    expect(() => selectAlong(cube, 'neuroid', [0, index])).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: `There is no index ${index} along 'neuroid' of size 3.`,
      }),
    );
  });
});

describe('averageRepetitions', () => {
  test('averages what was measured, stimuli in order of appearance', () => {
    const average = averageRepetitions(recordings());
    expect(average.dims).toEqual(['presentation', 'neuroid']);
    expect(average.shape).toEqual([2, 2]);
    expect(average.values).toEqual(Float64Array.of(3, 6, 20, missing));
  });

  test('keeps the labels that are one for each stimulus', () => {
    expect(averageRepetitions(recordings()).coords).toEqual({
      stimulus_id: { dim: 'presentation', values: ['b', 'a'] },
      object_name: { dim: 'presentation', values: ['car', 'dog'] },
      neuroid_id: { dim: 'neuroid', values: ['n1', 'n2'] },
    });
  });

  test('leaves its input alone', () => {
    const assembly = recordings();
    averageRepetitions(assembly);
    expect(assembly).toEqual(recordings());
  });

  test('adds up in double precision', () => {
    const one = recordings();
    const values = Float32Array.of(16777216, 0, 1, 0, 1, 0, 1, 0, 1, 0);
    const stimulus_id = { dim: 'presentation', values: Array(5).fill('a') };
    const average = averageRepetitions(createAssembly({ ...one, values, coords: { stimulus_id } }));
    expect(average.values[0]).toBe(16777220 / 5);
  });

  test('refuses other dimensions', () => {
    const transposed = createAssembly({
      dims: ['neuroid', 'presentation'],
      shape: [1, 1],
      values: Float32Array.of(1),
      coords: {},
    });
    expect(() => averageRepetitions(transposed)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message:
          'Repetitions are averaged over [presentation, neuroid], not [neuroid, presentation].',
      }),
    );
  });
});
