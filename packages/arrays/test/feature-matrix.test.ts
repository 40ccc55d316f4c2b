import { featureMatrix, selectStimuli } from '@ventral/arrays';
import { describe, expect, test } from 'vitest';

const values = Float32Array.from({ length: 12 }, (_, index) => index);
const features = featureMatrix(values, ['a', 'b', 'c']);

describe('featureMatrix', () => {
  test('reads blocks of columns', async () => {
    expect(features.featureCount).toBe(4);
    expect(await features.readColumns(0, 4)).toEqual(values);
    expect(await features.readColumns(0, 1)).toEqual(Float32Array.of(0, 4, 8));
    expect(await features.readColumns(2, 4)).toEqual(Float32Array.of(2, 3, 6, 7, 10, 11));
    expect(await features.readColumns(3, 3)).toEqual(new Float32Array(0));
  });

  test.each([
    [0, 4],
    [1, 3],
  ])('gives columns %d to %d to be changed', async (start, end) => {
    const before = values.slice();
    (await features.readColumns(start, end)).fill(-1);
    expect(values).toEqual(before);
  });

  test('keeps double precision', async () => {
    const matrix = featureMatrix(Float64Array.of(0.1, 0.2), ['a']);
    expect(await matrix.readColumns(1, 2)).toEqual(Float64Array.of(0.2));
  });

  test('may be empty', () => {
    expect(featureMatrix(new Float32Array(0), []).featureCount).toBe(0);
    expect(featureMatrix(new Float32Array(0), ['a']).featureCount).toBe(0);
  });

  test.each([
    [7, ['a', 'b']],
    [7, []],
  ])('refuses %d values for stimuli %j', (length, ids) => {
    expect(() => featureMatrix(new Float32Array(length), ids)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: `7 values do not make whole rows for ${ids.length} stimuli.`,
      }),
    );
  });
});

describe('selectStimuli', () => {
  test('takes rows in the asked-for order', async () => {
    const selected = selectStimuli(features, ['c', 'a']);
    expect(selected.stimulusIds).toEqual(['c', 'a']);
    expect(selected.featureCount).toBe(4);
    expect(await selected.readColumns(1, 3)).toEqual(Float32Array.of(9, 10, 1, 2));
  });

  test('keeps double precision', async () => {
    const matrix = featureMatrix(Float64Array.of(0.1, 0.2), ['a', 'b']);
    expect(await selectStimuli(matrix, ['b']).readColumns(0, 1)).toEqual(Float64Array.of(0.2));
  });

  test('is the same matrix where nothing changes', () => {
    expect(selectStimuli(features, ['a', 'b', 'c'])).toBe(features);
  });

  test('names what is missing', () => {
    expect(() => selectStimuli(features, ['a', 'x', 'y'])).toThrow(
      expect.objectContaining({
        code: 'STIMULI_MISMATCH',
        message:
          "2 of 3 stimuli have no features; the first is 'x', " +
          "while the features are about stimuli such as 'a'.",
      }),
    );
  });

  test('refuses features with two rows for one stimulus', () => {
    const twice = featureMatrix(new Float32Array(3), ['a', 'b', 'b']);
    expect(() => selectStimuli(twice, ['b'])).toThrow(
      expect.objectContaining({
        code: 'STIMULI_MISMATCH',
        message: "The features have several rows for the stimulus 'b'.",
      }),
    );
  });
});
