import { averageGroups, createAssembly } from '@ventral/arrays';
import { describe, expect, test } from 'vitest';

const missing = Number.NaN;

const cube = createAssembly({
  dims: ['neuroid', 'presentation', 'time_bin'],
  shape: [2, 3, 2],
  values: Float32Array.of(1, 2, 3, missing, 5, 6, 7, 8, 9, missing, 11, 12),
  coords: {
    region: { dim: 'neuroid', values: ['V4', 'IT'] },
    stimulus_id: { dim: 'presentation', values: ['a', 'b', 'a'] },
    size: { dim: 'presentation', values: [missing, 2, missing] },
    repetition: { dim: 'presentation', values: [0, 0, 1] },
  },
});

describe('averageGroups', () => {
  test('averages along any dimension, groups in their own order', () => {
    const average = averageGroups(cube, 'presentation', { count: 2, of: [1, 0, 1] });
    expect(average.dims).toEqual(cube.dims);
    expect(average.shape).toEqual([2, 2, 2]);
    expect(average.values).toEqual(Float64Array.of(3, missing, 3, 4, 9, missing, 9, 10));
  });

  test('keeps the labels that are equal within a group, NaN counting as equal to NaN', () => {
    expect(averageGroups(cube, 'presentation', { count: 2, of: [1, 0, 1] }).coords).toEqual({
      region: cube.coords.region,
      stimulus_id: { dim: 'presentation', values: ['b', 'a'] },
      size: { dim: 'presentation', values: [2, missing] },
    });
  });

  test('refuses groups of another size', () => {
    expect(() => averageGroups(cube, 'neuroid', { count: 1, of: [0, 0, 0] })).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: "3 groups were given for dimension 'neuroid' of size 2.",
      }),
    );
  });
});
