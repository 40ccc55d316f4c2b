import { isVentralError } from '@ventral/errors';
import {
  createMatrix,
  type Matrix,
  predictCrossValidatedRidge,
  predictRidge,
  preparePredictors,
  type Split,
  shuffleSplit,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { selectRows } from '../src/matrix.ts';
import { expectClose, featuresOf, randomMatrix, range, spreadOut } from './matrices.ts';

async function ridge(features: Matrix, targets: Matrix, splits: readonly Split[], alpha: number) {
  return predictRidge(await preparePredictors(featuresOf(features)), targets, splits, { alpha });
}

async function chosen(features: Matrix, targets: Matrix, split: Split, alphas?: readonly number[]) {
  const predictors = await preparePredictors(featuresOf(features));
  const options = alphas === undefined ? {} : { alphas };
  const [result] = await predictCrossValidatedRidge(predictors, targets, [split], options);
  if (result === undefined) throw new Error('There is no result.');
  return result;
}

const split = { train: range(0, 50), test: range(50, 60) };
const targets = randomMatrix(60, 7, 2);

/** Features of which each predicts a little of each target. */
function informative(columns: number): Matrix {
  const features = randomMatrix(60, columns, 1);
  for (let row = 0; row < 60; row++) {
    for (let column = 0; column < columns; column++) {
      const target = targets.values[row * 7 + (column % 7)] as number;
      (features.values[row * columns + column] as number) += 0.5 * target;
    }
  }
  return features;
}

describe.each([
  ['fewer features than training rows', 30],
  ['as many features as training rows', 50],
  ['more features than training rows', 55],
  ['more features than stimuli', 90],
])('of %s', (_, columns) => {
  const features = informative(columns);
  const splits = shuffleSplit(60, { splits: 3, size: { train: 0.85 }, seed: 1 });

  it.each([0, 1e-3, 1, 1e4])(
    'with alpha %d, depends on nothing but inner products',
    async (alpha) => {
      const few = await ridge(features, targets, splits, alpha);
      const many = await ridge(spreadOut(features, 150), targets, splits, alpha);
      for (const [index, prediction] of few.entries()) {
        expectClose(many[index]?.values, prediction.values, alpha === 0 ? 1e-7 : 1e-9);
      }
    },
  );

  it('fulfils the normal equations', async () => {
    // The residuals of ridge regression are alpha times the dual coefficients: they are orthogonal
    // to the constant, and X'r = alpha * coefficients, so that X X'r / alpha gives the fit again.
    const alpha = 2;
    const whole = { train: split.train, test: split.train };
    const [fit] = await ridge(features, targets, [whole], alpha);
    const actual = selectRows(targets, split.train);
    const residuals = actual.values.map((value, cell) => value - (fit?.values[cell] ?? Number.NaN));
    const X = selectRows(features, split.train);
    const means = range(0, columns).map(
      (column) =>
        range(0, 50).reduce((sum, row) => sum + (X.values[row * columns + column] as number), 0) /
        50,
    );
    for (const target of [0, 6]) {
      const r = residuals.filter((_, cell) => cell % 7 === target);
      expect(r.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
      const y = actual.values.filter((_, cell) => cell % 7 === target);
      const mean = y.reduce((sum, value) => sum + value, 0) / 50;
      const coefficients = range(0, columns).map(
        (column) =>
          r.reduce((sum, value, row) => {
            const x = (X.values[row * columns + column] as number) - (means[column] as number);
            return sum + value * x;
          }, 0) / alpha,
      );
      const again = range(0, 50).map((row) =>
        coefficients.reduce((sum, coefficient, column) => {
          const x = (X.values[row * columns + column] as number) - (means[column] as number);
          return sum + coefficient * x;
        }, mean),
      );
      expectClose(
        fit?.values.filter((_, cell) => cell % 7 === target),
        again,
        1e-8,
      );
    }
  });

  it('chooses the alpha with the smallest error when each row is left out in turn', async () => {
    const alphas = [0.05, 0.5, 3, 20, 150, 1000];
    const withoutOne = split.train.map((row) => ({
      train: split.train.filter((other) => other !== row),
      test: [row],
    }));
    const errors: number[] = [];
    for (const alpha of alphas) {
      const predictions = await ridge(features, targets, withoutOne, alpha);
      let sum = 0;
      for (const [row, prediction] of predictions.entries()) {
        for (const [target, value] of prediction.values.entries()) {
          sum += (value - (targets.values[row * 7 + target] as number)) ** 2;
        }
      }
      errors.push(sum);
    }
    const best = alphas[errors.indexOf(Math.min(...errors))] as number;
    const { alpha, prediction } = await chosen(features, targets, split, alphas);
    expect(alpha).toBe(best);
    expect(alphas.indexOf(alpha)).toBeGreaterThan(0);
    expect(alphas.indexOf(alpha)).toBeLessThan(alphas.length - 1);
    expectClose(
      prediction.values,
      (await ridge(features, targets, [split], best))[0]?.values,
      1e-12,
    );
  });
});

describe('least squares (alpha 0)', () => {
  it('meet the training rows where features are enough', async () => {
    const whole = { train: split.train, test: split.train };
    const [fit] = await ridge(informative(90), targets, [whole], 0);
    expectClose(fit?.values, selectRows(targets, split.train).values, 1e-9);
  });

  it('take the smallest coefficients where features depend on each other', async () => {
    // Each feature twice: the weight is shared equally, as if it were there once, times sqrt(2).
    const once = informative(20);
    const twice = createMatrix([60, 41]);
    for (let row = 0; row < 60; row++) {
      const values = once.values.subarray(row * 20, (row + 1) * 20);
      twice.values.set(values, row * 41);
      twice.values.set(values, row * 41 + 21);
    }
    const [expected] = await ridge(once, targets, [split], 0);
    const [prediction] = await ridge(twice, targets, [split], 0);
    expectClose(prediction?.values, expected?.values, 1e-9);
  });

  it('pass over features that are constant on the training rows', async () => {
    const some = informative(20);
    const more = createMatrix([60, 23]);
    for (let row = 0; row < 60; row++) {
      more.values.set(some.values.subarray(row * 20, (row + 1) * 20), row * 23 + 1);
      more.values[row * 23] = 0.1;
      more.values[row * 23 + 21] = row < 50 ? -3 : row;
    }
    const [expected] = await ridge(some, targets, [split], 0);
    const [prediction] = await ridge(more, targets, [split], 0);
    expectClose(prediction?.values, expected?.values, 1e-9);
  });

  it('take a stimulus that is shown twice as one with the mean of both responses', async () => {
    const features = informative(90);
    features.values.copyWithin(0, 90, 180);
    const [prediction] = await ridge(features, targets, [split], 0);
    const averaged = createMatrix([60, 7], targets.values.slice());
    for (let target = 0; target < 7; target++) {
      const both = (targets.values[target] as number) + (targets.values[7 + target] as number);
      averaged.values[7 + target] = both / 2;
    }
    const once = { train: split.train.slice(1), test: split.test };
    const [expected] = await ridge(features, averaged, [once], 0);
    expectClose(prediction?.values, expected?.values, 1e-9);
  });
});

it.each([0, 1])('predicts the mean where features do not vary, with alpha %d', async (alpha) => {
  const constant = createMatrix([60, 20], new Float64Array(1200).fill(0.1));
  const [prediction] = await ridge(constant, targets, [split], alpha);
  for (let target = 0; target < 7; target++) {
    const mean =
      split.train.reduce((sum, row) => sum + (targets.values[row * 7 + target] as number), 0) / 50;
    expect(prediction?.values[target]).toBeCloseTo(mean, 12);
  }
});

it('chooses the first alpha where none makes a difference', async () => {
  const constant = createMatrix([60, 20], new Float64Array(1200).fill(0.1));
  expect((await chosen(constant, targets, split, [3, 1, 2])).alpha).toBe(3);
});

describe('is refused', () => {
  const features = informative(20);

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('with alpha %d', async (alpha) => {
    await expect(ridge(features, targets, [split], alpha)).rejects.toSatisfy((error) =>
      isVentralError(error, 'OPTION_INVALID'),
    );
  });

  it.each([[[]], [[1, 0]], [[Number.NaN]]])('to choose from the alphas %o', async (alphas) => {
    await expect(chosen(features, targets, split, alphas)).rejects.toSatisfy((error) =>
      isVentralError(error, 'OPTION_INVALID'),
    );
  });

  it('when it is interrupted', async () => {
    const controller = new AbortController();
    const predictors = await preparePredictors(featuresOf(features));
    const options = {
      signal: controller.signal,
      onProgress: (done: number) => {
        if (done === 2) controller.abort();
      },
    };
    const splits = shuffleSplit(60, { splits: 3, size: { train: 0.85 }, seed: 1 });
    for (const predict of [predictRidge, predictCrossValidatedRidge]) {
      await expect(predict(predictors, targets, splits, options)).rejects.toSatisfy((error) =>
        isVentralError(error, 'INTERRUPTED'),
      );
    }
  });
});
