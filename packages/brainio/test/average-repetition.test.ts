import { type CoordinateValue, createAssembly, transpose } from '@ventral/arrays';
import { averageRepetition } from '@ventral/brainio';
import { describe, expect, it } from 'vitest';

const missing = Number.NaN;

function recordings(
  labels: Readonly<Record<string, readonly CoordinateValue[]>>,
  values: readonly number[],
) {
  const presentations = Object.values(labels)[0]?.length as number;
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [presentations, values.length / presentations],
    values: Float32Array.from(values),
    coords: Object.fromEntries(
      Object.entries(labels).map(([name, of]) => [name, { dim: 'presentation', values: of }]),
    ),
  });
}

describe('averageRepetition', () => {
  it('puts the averages in the order of the labels, and drops the repetition', () => {
    const average = averageRepetition(
      recordings({ repetition: [0, 0, 1, 1], image_id: ['b', 'a', 'b', 'a'] }, [1, 2, 5, 6]),
    );
    expect(average.values).toEqual(Float64Array.of(4, 3));
    expect(average.coords).toEqual({ image_id: { dim: 'presentation', values: ['a', 'b'] } });
  });

  it('skips what is missing', () => {
    const average = averageRepetition(
      recordings({ image_id: ['a', 'a', 'a'] }, [1, missing, missing, missing, 4, missing]),
    );
    expect(average.values).toEqual(Float64Array.of(2.5, missing));
  });

  it('sorts by the first label, then by the next, numbers by value', () => {
    const labels = {
      variation: [3, 0, 3, 0, 3, 0],
      object: ['b', 'b', 'a', 'a', 'a', 'b'],
      size: [10, 9, 2, 1, 10, 9],
    };
    const average = averageRepetition(recordings(labels, [1, 2, 3, 4, 5, 6]));
    expect(average.coords.variation?.values).toEqual([0, 0, 3, 3, 3]);
    expect(average.coords.object?.values).toEqual(['a', 'b', 'a', 'a', 'b']);
    expect(average.coords.size?.values).toEqual([1, 9, 2, 10, 10]);
    expect([...average.values]).toEqual([4, 4, 3, 5, 1]);
  });

  it('sorts strings as Python does, capitals first', () => {
    const ids = ['a', 'B', '10', '9', 'é', 'ab', ''];
    const average = averageRepetition(recordings({ id: ids }, [0, 1, 2, 3, 4, 5, 6]));
    expect(average.coords.id?.values).toEqual(['', '10', '9', 'B', 'a', 'ab', 'é']);
  });

  it('takes missing labels for equal, and puts them last', () => {
    const average = averageRepetition(
      recordings({ label: [missing, 'x', missing, 2] }, [1, 2, 3, 4]),
    );
    expect(average.coords.label?.values).toEqual([2, 'x', missing]);
    expect([...average.values]).toEqual([4, 2, 2]);
  });

  it('keeps apart presentations that differ in any label but the repetition', () => {
    const labels = { image_id: ['a', 'a', 'a'], tz: [0.5, 0.25, 0.5], repetition: [0, 1, 2] };
    const average = averageRepetition(recordings(labels, [1, 2, 3]));
    expect(average.coords.tz?.values).toEqual([0.25, 0.5]);
    expect([...average.values]).toEqual([2, 2]);
  });

  it('works along presentations wherever they are', () => {
    const straight = recordings({ image_id: ['b', 'a', 'b'] }, [1, 2, 3, 4, 5, 6]);
    const turned = transpose(straight, ['neuroid', 'presentation']);
    expect(transpose(averageRepetition(turned), ['presentation', 'neuroid'])).toEqual(
      averageRepetition(straight),
    );
  });

  it('leaves its input alone', () => {
    const labels = { image_id: ['b', 'a'], repetition: [0, 0] };
    const assembly = recordings(labels, [1, 2]);
    averageRepetition(assembly);
    expect(assembly).toEqual(recordings(labels, [1, 2]));
  });

  it('needs presentations', () => {
    const events = createAssembly({
      dims: ['event'],
      shape: [1],
      values: Float32Array.of(1),
      coords: {},
    });
    expect(() => averageRepetition(events)).toThrow("has no dimension 'presentation'");
  });
});
