import { featureMatrix } from '@ventral/arrays';
import { expect, it } from 'vitest';
import { finiteFeatures } from '../src/finite-features.ts';

const matrixOf = (...values: number[]) => featureMatrix(Float64Array.from(values), ['a', 'b']);

it('gives finite values as they are', async () => {
  const features = finiteFeatures(matrixOf(1, -0, 1e308, 4));
  expect([...(await features.readColumns(0, 2))]).toEqual([1, -0, 1e308, 4]);
});

it.each([Number.NaN, Number.NEGATIVE_INFINITY])('refuses %s when it is read', async (value) => {
  const features = finiteFeatures(matrixOf(1, 2, 3, value));
  expect([...(await features.readColumns(0, 1))]).toEqual([1, 3]);
  await expect(features.readColumns(0, 2)).rejects.toMatchObject({
    code: 'RESPONSES_INVALID',
    message: expect.stringContaining(`Feature 1 of stimulus 'b' is ${value}`),
  });
});

it('is the same object for the same features', () => {
  const features = matrixOf(1, 2, 3, 4);
  expect(finiteFeatures(features)).toBe(finiteFeatures(features));
  expect(finiteFeatures(matrixOf(1, 2, 3, 4))).not.toBe(finiteFeatures(features));
});
