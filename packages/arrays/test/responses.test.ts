import { createAssembly, readResponses, requireRecordings } from '@ventral/arrays';
import { describe, expect, it } from 'vitest';
import { recordingsOf } from './recordings-of.ts';

const ids = ['dog', 'cat', 'owl'];
const responses = [
  [1, 2],
  [3, 5],
  [4, 9],
];

describe('recorded responses', () => {
  it('are read with their labels, and are not those that were given', () => {
    const target = recordingsOf(responses, { stimulus_id: ids, object_name: ['m', 'm', 'b'] });
    const read = readResponses(target);
    expect(read).toEqual({
      stimulusIds: ids,
      neuroidIds: ['n0', 'n1'],
      neuroidIndices: [0, 1],
      notes: [],
      shape: [3, 2],
      values: Float64Array.of(1, 2, 3, 5, 4, 9),
      labels: new Map([
        ['stimulus_id', ids],
        ['object_name', ['m', 'm', 'b']],
      ]),
    });
    read.values.fill(0);
    expect(target.values).toEqual(Float64Array.of(1, 2, 3, 5, 4, 9));
  });

  it('in single precision are the same numbers in double precision', () => {
    const target = recordingsOf(responses, { stimulus_id: ids });
    const values = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    expect(readResponses(createAssembly({ ...target, values })).values).toEqual(
      Float64Array.from(values),
    );
  });

  it('are averaged over presentations, without NaN, in the order of first appearance', () => {
    const target = recordingsOf(
      [
        [1, 2],
        [3, 4],
        [5, Number.NaN],
        [7, 8],
      ],
      {
        stimulus_id: ['owl', 'dog', 'owl', 'dog'],
        repetition: [0, 0, 1, 1],
        object_name: ['bird', 'mammal', 'bird', 'mammal'],
      },
    );
    const { stimulusIds, values, labels } = readResponses(target);
    expect(stimulusIds).toEqual(['owl', 'dog']);
    expect(values).toEqual(Float64Array.of(3, 2, 5, 6));
    expect([...labels.keys()]).toEqual(['stimulus_id', 'object_name']);
    expect(labels.get('object_name')).toEqual(['bird', 'mammal']);
  });

  it('leave out neuroids of which nothing was recorded, by name', () => {
    const { neuroidIds, neuroidIndices, shape, values, notes } = readResponses(
      recordingsOf(
        responses.map(([first]) => [Number.NaN, first as number]),
        { stimulus_id: ids },
      ),
    );
    expect({ neuroidIds, neuroidIndices, shape }).toEqual({
      neuroidIds: ['n1'],
      neuroidIndices: [1],
      shape: [3, 1],
    });
    expect(values).toEqual(Float64Array.of(1, 3, 4));
    expect(notes).toEqual([
      "1 of 2 neuroids were left out, because nothing was recorded of them (NaN throughout): 'n0'.",
    ]);
  });

  it('name stimuli by text even where ids are numbers', () => {
    const { stimulusIds, labels } = readResponses(
      recordingsOf(responses, { stimulus_id: [3, 1, 2] }),
    );
    expect(stimulusIds).toEqual(['3', '1', '2']);
    expect(labels.get('stimulus_id')).toEqual([3, 1, 2]);
  });
});

describe('recorded responses are refused', () => {
  it.each([
    [Number.NaN, `1 of 6 responses are NaN or infinite; the first is NaN, of neuroid 'n1' to `],
    [Number.POSITIVE_INFINITY, `the first is Infinity, of neuroid 'n1' to stimulus 'cat'.`],
  ])('that are %d', (value, message) => {
    const target = recordingsOf(responses.with(1, [3, value]), { stimulus_id: ids });
    expect(() => readResponses(target)).toThrow(
      expect.objectContaining({
        code: 'RESPONSES_INVALID',
        message: expect.stringContaining(message),
      }),
    );
  });

  it.each([1e-165, 1e155])('in units that products are not possible in: %d', (unit) => {
    const target = recordingsOf(
      responses.map(([one, other]) => [one as number, (other as number) * unit]),
      { stimulus_id: ids },
    );
    expect(() => readResponses(target)).toThrow(
      expect.objectContaining({
        code: 'RESPONSES_INVALID',
        message: expect.stringContaining(`The responses of neuroid 'n1' reach ${9 * unit}`),
      }),
    );
  });

  it('and counted: those of every neuroid to one stimulus', () => {
    const target = recordingsOf(responses.with(2, [Number.NEGATIVE_INFINITY, Number.NaN]), {
      stimulus_id: ids,
    });
    expect(() => readResponses(target)).toThrow(
      `2 of 6 responses are NaN or infinite; the first is -Infinity, of neuroid 'n0' to stimulus 'owl'.`,
    );
  });

  it('with a stimulus of which nothing was measured', () => {
    const target = recordingsOf(
      [
        [1, 2],
        [3, Number.NaN],
        [4, 5],
        [6, Number.NaN],
      ],
      { stimulus_id: ['dog', 'cat', 'dog', 'cat'] },
    );
    expect(() => readResponses(target)).toThrow(`is NaN, of neuroid 'n1' to stimulus 'cat'.`);
  });

  it.each([['neuroid'], ['neuroid', 'presentation'], ['presentation', 'neuroid', 'time_bin']])(
    'of other dimensions: %s, %s, %s',
    (...given) => {
      const dims = given.filter((dim) => dim !== undefined);
      const target = createAssembly({
        dims,
        shape: dims.map(() => 1),
        values: Float64Array.of(1),
        coords: {},
      });
      for (const read of [readResponses, requireRecordings]) {
        expect(() => read(target)).toThrow(
          expect.objectContaining({
            code: 'SHAPE_MISMATCH',
            message: `Recordings are taken as [presentation, neuroid], not as [${dims.join(', ')}].`,
          }),
        );
      }
    },
  );

  it.each(['stimulus_id', 'neuroid_id'])('without %s', (name) => {
    const { [name]: _, ...coords } = recordingsOf(responses, { stimulus_id: ids }).coords;
    const target = createAssembly({ ...recordingsOf(responses, { stimulus_id: ids }), coords });
    expect(() => readResponses(target)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: expect.stringContaining(`no coordinate '${name}'`),
      }),
    );
  });
});
