import { createAssembly, transpose } from '@ventral/arrays';
import { describe, expect, test } from 'vitest';

const cube = createAssembly({
  dims: ['neuroid', 'presentation', 'time_bin'],
  shape: [2, 3, 2],
  values: Float32Array.from({ length: 12 }, (_, index) => index),
  coords: { region: { dim: 'neuroid', values: ['V4', 'IT'] } },
});

describe('transpose', () => {
  test('moves values with their dimensions', () => {
    const turned = transpose(cube, ['presentation', 'time_bin', 'neuroid']);
    expect(turned.dims).toEqual(['presentation', 'time_bin', 'neuroid']);
    expect(turned.shape).toEqual([3, 2, 2]);
    expect(turned.values).toEqual(Float32Array.of(0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11));
    expect(turned.coords).toEqual(cube.coords);
  });

  test('is undone by the dimensions as they were', () => {
    expect(transpose(transpose(cube, ['time_bin', 'neuroid', 'presentation']), cube.dims)).toEqual(
      cube,
    );
  });

  test.each([
    [['neuroid', 'presentation']],
    [['neuroid', 'presentation', 'time']],
    [['neuroid', 'neuroid', 'time_bin']],
  ])('refuses [%s]', (dims) => {
    expect(() => transpose(cube, dims)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: `An assembly of [neuroid, presentation, time_bin] cannot be ordered as [${dims.join(', ')}].`,
      }),
    );
  });
});
