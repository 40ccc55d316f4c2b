import { type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import { isVentralError } from '@ventral/errors';
import { createMatrix, multiply, preparePredictors } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { columnMeans, subtractFromRows } from '../src/matrix.ts';
import { expectClose, featuresOf, randomMatrix } from './matrices.ts';

/** The features, and the widths of the blocks that were read. */
function watched(features: FeatureMatrix): { features: FeatureMatrix; widths: number[] } {
  const widths: number[] = [];
  return {
    widths,
    features: {
      ...features,
      readColumns(start, end) {
        widths.push(end - start);
        return features.readColumns(start, end);
      },
    },
  };
}

describe.each([
  ['fewer features than stimuli', 40, 30],
  ['as many features as stimuli', 40, 40],
  ['more features than stimuli', 40, 300],
  ['more stimuli than are multiplied at a time', 300, 500],
  ['one feature', 10, 1],
  ['one stimulus', 1, 10],
])('of %s', (_, stimuli, count) => {
  const matrix = randomMatrix(stimuli, count, 1);

  it('are coordinates with the inner products of the centred features', async () => {
    const { coordinates, featureCount } = await preparePredictors(featuresOf(matrix));
    expect(featureCount).toBe(count);
    expect(coordinates.shape).toEqual([stimuli, Math.min(stimuli, count)]);
    const centered = subtractFromRows(matrix, columnMeans(matrix));
    const expected = await multiply(centered, centered, { transposeB: true });
    const products = await multiply(coordinates, coordinates, { transposeB: true });
    expectClose(products.values, expected.values, 1e-9);
  });

  it('are the same from blocks of any size, which are no larger than asked for', async () => {
    const whole = await preparePredictors(featuresOf(matrix));
    const { features, widths } = watched(featuresOf(matrix));
    const blocks = await preparePredictors(features, { blockBytes: 8 * stimuli * 7 });
    expect(Math.max(...widths)).toBeLessThanOrEqual(7);
    expect(widths.reduce((sum, width) => sum + width)).toBe(count);
    expectClose(blocks.coordinates.values, whole.coordinates.values, 1e-7);
  });

  it('are the same from float32', async () => {
    const single = Float32Array.from(matrix.values);
    const double = createMatrix([stimuli, count], Float64Array.from(single));
    const ids = featuresOf(matrix).stimulusIds;
    const { coordinates } = await preparePredictors(featureMatrix(single, ids));
    expect(coordinates).toEqual((await preparePredictors(featuresOf(double))).coordinates);
  });
});

it('keep their digits where features are far from 0', async () => {
  const matrix = randomMatrix(30, 100, 1);
  const shifted = createMatrix(
    [30, 100],
    matrix.values.map((value) => value + 1e6),
  );
  const near = (await preparePredictors(featuresOf(matrix))).coordinates;
  const far = (await preparePredictors(featuresOf(shifted))).coordinates;
  const products = await multiply(near, near, { transposeB: true });
  expectClose((await multiply(far, far, { transposeB: true })).values, products.values, 1e-7);
});

it('are exactly 0 of a feature that is the same for all stimuli, whatever its mean', async () => {
  const same = createMatrix([7, 3], new Float64Array(21).fill(0.1));
  expect((await preparePredictors(featuresOf(same))).coordinates.values).toEqual(
    new Float64Array(21),
  );
});

describe('are refused', () => {
  it.each([1e-165, 1e155])('in a unit that squares are not possible in: %d', async (unit) => {
    const { shape, values } = randomMatrix(6, 3, 1);
    const scaled = createMatrix(
      shape,
      values.map((value) => value * unit),
    );
    await expect(preparePredictors(featuresOf(scaled))).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('Features 0 to 2 differ by up to'),
      hint: 'Give the features in another unit.',
    });
  });

  it.each([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
  ])('for %s, which is named', async (_, value) => {
    const matrix = randomMatrix(20, 300, 1);
    matrix.values[7 * 300 + 205] = value;
    const running = preparePredictors(featuresOf(matrix), { blockBytes: 8 * 20 * 50 });
    await expect(running).rejects.toSatisfy((error) => isVentralError(error, 'RESPONSES_INVALID'));
    await expect(running).rejects.toThrow(`Feature 205 of stimulus 's7' is ${value}`);
  });

  it('for numbers whose sum is beyond float64', async () => {
    const running = preparePredictors(
      featuresOf(createMatrix([2, 1], Float64Array.of(1e308, 1e308))),
    );
    await expect(running).rejects.toThrow('too large');
  });

  it.each([
    ['stimuli', createMatrix([0, 0])],
    ['features', createMatrix([5, 0])],
  ])('without %s', async (_, matrix) => {
    await expect(preparePredictors(featuresOf(matrix))).rejects.toSatisfy((error) =>
      isVentralError(error, 'SHAPE_MISMATCH'),
    );
  });
});

it('tell how many features are read, and stop when interrupted', async () => {
  const controller = new AbortController();
  const told: [number, number][] = [];
  const running = preparePredictors(featuresOf(randomMatrix(10, 100, 1)), {
    blockBytes: 8 * 10 * 30,
    signal: controller.signal,
    onProgress: (done, total) => {
      told.push([done, total]);
      if (done === 60) controller.abort();
    },
  });
  await expect(running).rejects.toSatisfy((error) => isVentralError(error, 'INTERRUPTED'));
  expect(told).toEqual([
    [30, 100],
    [60, 100],
  ]);
});
