import { isVentralError } from '@ventral/errors';
import {
  createMatrix,
  type Matrix,
  pearson,
  predictNeuronToNeuron,
  type Split,
  shuffleSplit,
} from '@ventral/numerics';
import { expect, it } from 'vitest';
import { expectClose, featuresOf, matrixOf, randomMatrix, range } from './matrices.ts';

function columnOf(
  { shape: [, columns], values }: Matrix,
  column: number,
  rows: readonly number[],
): number[] {
  return rows.map((row) => values[row * columns + column] as number);
}

/** By definition: each feature is correlated with each target. */
function best(features: Matrix, targets: Matrix, { train, test }: Split): number[][] {
  return range(0, targets.shape[1]).map((target) => {
    const y = columnOf(targets, target, train);
    const correlations = range(0, features.shape[1]).map((feature) =>
      pearson(columnOf(features, feature, train), y),
    );
    const defined = correlations.filter((correlation) => !Number.isNaN(correlation));
    return columnOf(features, correlations.indexOf(Math.max(...defined)), test);
  });
}

it.each([
  ['in one block', {}],
  ['in small blocks', { blockBytes: 8 * 60 * 7 }],
])('takes the best feature for each target, %s', async (_, options) => {
  const features = randomMatrix(60, 40, 1);
  const targets = randomMatrix(60, 9, 2);
  // Some features are constant, or vary only on a row that is tested on in the last split.
  for (let row = 0; row < 60; row++) {
    features.values[row * 40 + 3] = 0.1;
    features.values[row * 40 + 11] = row === 59 ? 5 : 0.3;
    features.values[row * 40 + 12] = row === 59 ? 1e6 : (targets.values[row * 9 + 2] as number);
  }
  const splits = [
    ...shuffleSplit(60, { splits: 4, size: { train: 0.9 }, seed: 1 }),
    { train: range(0, 20), test: range(30, 60) },
    { train: range(0, 50), test: range(50, 60) },
  ];
  const predictions = await predictNeuronToNeuron(featuresOf(features), targets, splits, options);
  for (const [index, split] of splits.entries()) {
    const prediction = predictions[index] as Matrix;
    for (const [target, expected] of best(features, targets, split).entries()) {
      expectClose(columnOf(prediction, target, range(0, split.test.length)), expected, 1e-9);
    }
  }
});

it('minds the sign, and takes the first of equals', async () => {
  const features = matrixOf([
    [-1, 7, 1, 10, 0],
    [-2, 7, 2, 20, 0],
    [-3, 7, 3, 30, 1],
    [-9, 7, 5, 50, 2],
  ]);
  const targets = matrixOf([[2], [4], [6], [0]]);
  const [prediction] = await predictNeuronToNeuron(featuresOf(features), targets, [
    { train: [0, 1, 2], test: [3] },
  ]);
  expectClose(prediction?.values, [5], 1e-12);
});

it('predicts a target that is constant on the training rows by its mean', async () => {
  const targets = matrixOf([[0.1], [0.1], [0.1], [9]]);
  const [prediction] = await predictNeuronToNeuron(featuresOf(randomMatrix(4, 5, 1)), targets, [
    { train: [0, 1, 2], test: [3] },
  ]);
  expectClose(prediction?.values, [0.1], 1e-15);
});

it('is refused for features that are no numbers, and stops when interrupted', async () => {
  const features = randomMatrix(10, 20, 1);
  const targets = randomMatrix(10, 2, 2);
  const splits = [{ train: range(0, 8), test: [8, 9] }];
  const signal = AbortSignal.abort();
  await expect(
    predictNeuronToNeuron(featuresOf(features), targets, splits, { signal }),
  ).rejects.toSatisfy((error) => isVentralError(error, 'INTERRUPTED'));
  features.values[25] = Number.NaN;
  await expect(predictNeuronToNeuron(featuresOf(features), targets, splits)).rejects.toThrow(
    "Feature 5 of stimulus 's1' is NaN",
  );
  await expect(
    predictNeuronToNeuron(featuresOf(features), createMatrix([9, 2]), splits),
  ).rejects.toSatisfy((error) => isVentralError(error, 'SHAPE_MISMATCH'));
});
