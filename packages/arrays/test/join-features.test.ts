import { type FeatureMatrix, featureMatrix, joinFeatures, selectStimuli } from '@ventral/arrays';
import { expect, test } from 'vitest';

const left = featureMatrix(Float32Array.of(1, 2, 3, 4), ['a', 'b']);
const right = featureMatrix(Float32Array.of(10, 20, 30, 40, 50, 60), ['a', 'b']);
const joined = joinFeatures(
  new Map([
    ['left', left],
    ['right', right],
  ]),
);
const all = (features: FeatureMatrix) => features.readColumns(0, features.featureCount);

test('columns of the parts stand side by side, and their blocks are known', async () => {
  expect(joined).toMatchObject({
    stimulusIds: ['a', 'b'],
    featureCount: 5,
    blocks: [
      { name: 'left', featureCount: 2 },
      { name: 'right', featureCount: 3 },
    ],
  });
  expect(await all(joined)).toEqual(Float32Array.of(1, 2, 10, 20, 30, 3, 4, 40, 50, 60));
});

test.each([
  [0, 2, [1, 2, 3, 4]],
  [1, 3, [2, 10, 4, 40]],
  [3, 5, [20, 30, 50, 60]],
  [4, 4, []],
])('columns %i to %i', async (start, end, expected) => {
  expect(await joined.readColumns(start, end)).toEqual(Float32Array.from(expected));
});

test('blocks stay when stimuli are selected', async () => {
  const selected = selectStimuli(joined, ['b']);
  expect(selected.blocks).toEqual(joined.blocks);
  expect(await all(selected)).toEqual(Float32Array.of(3, 4, 40, 50, 60));
});

test('float64 wins where parts differ in precision', async () => {
  const precise = featureMatrix(Float64Array.of(0.1, 0.2), ['a', 'b']);
  const mixed = joinFeatures(
    new Map([
      ['left', left],
      ['precise', precise],
    ]),
  );
  expect(await all(mixed)).toEqual(Float64Array.of(1, 2, 0.1, 3, 4, 0.2));
});

test('parts about other stimuli are refused, by name', () => {
  const others = featureMatrix(Float32Array.of(1, 2), ['b', 'a']);
  const join = () =>
    joinFeatures(
      new Map([
        ['left', left],
        ['others', others],
      ]),
    );
  expect(join).toThrow(expect.objectContaining({ code: 'STIMULI_MISMATCH' }));
  expect(join).toThrow(/'others' .* 'left'/);
  expect(() => joinFeatures(new Map())).toThrow(
    expect.objectContaining({ code: 'SHAPE_MISMATCH' }),
  );
});
