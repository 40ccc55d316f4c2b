import {
  createMatrix,
  fitLinearMapping,
  type LinearPrediction,
  type Matrix,
  predictCrossValidatedRidge,
  predictPls,
  predictRidge,
  preparePredictors,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { featuresOf, naiveProduct, randomMatrix, range } from './matrices.ts';

const [rows, test] = [range(0, 40), range(40, 50)];
const targets = randomMatrix(50, 3, 2);

const regressions: Readonly<Record<string, LinearPrediction>> = {
  ridge: async (predictors, y, split) => (await predictRidge(predictors, y, [split]))[0]!,
  'ridge that chooses its alpha': async (predictors, y, split) =>
    (await predictCrossValidatedRidge(predictors, y, [split]))[0]!.prediction,
  PLS: async (predictors, y, split) =>
    (await predictPls(predictors, y, [split], { components: 4 }))[0]!,
};

/** Features that predict a little of each target, about means that are not 0. */
function informative(columns: number): Matrix {
  const noise = randomMatrix(50, columns, 1);
  const values = noise.values.map((value, cell) => {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    return value + column / 10 + 0.5 * targets.values[row * 3 + (column % 3)]!;
  });
  return createMatrix([50, columns], values);
}

describe.each(Object.keys(regressions))('the weights of %s', (name) => {
  const predict = regressions[name] as LinearPrediction;

  it.each([
    ['fewer features than stimuli', 12],
    ['as many features as stimuli', 50],
    ['more features than stimuli', 300],
  ])('predict what it predicts, with %s', async (_, columns) => {
    const features = informative(columns);
    const predictors = await preparePredictors(featuresOf(features));
    const expected = await predict(predictors, targets, { train: rows, test });
    const { weights, intercepts } = await fitLinearMapping(
      featuresOf(features),
      targets,
      rows,
      predict,
    );
    expect(weights.shape).toEqual([columns, 3]);
    const tested = createMatrix([10, columns], features.values.slice(40 * columns));
    const sums = naiveProduct(
      tested,
      createMatrix(weights.shape, Float64Array.from(weights.values)),
    );
    for (const [cell, value] of expected.values.entries()) {
      expect(sums.values[cell]! + intercepts[cell % 3]!).toBeCloseTo(value, 4);
    }
  });
});

it('refuses targets of other stimuli', async () => {
  const fit = fitLinearMapping(
    featuresOf(informative(4)),
    randomMatrix(49, 3, 2),
    rows,
    regressions.ridge as LinearPrediction,
  );
  await expect(fit).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
});
