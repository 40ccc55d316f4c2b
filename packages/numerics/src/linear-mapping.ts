import type { FeatureMatrix } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { type ColumnBlockOptions, readColumnBlocks } from './column-blocks.ts';
import { createMatrix, type Matrix, rowRange } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { type Predictors, preparePredictors } from './predictors.ts';
import type { Split } from './split.ts';

/** A linear regression: the test rows of one split, predicted from its training rows. */
export type LinearPrediction = (
  predictors: Predictors,
  targets: Matrix,
  split: Split,
) => Promise<Matrix>;

/** What a linear regression predicts of any features: `features . weights + intercepts`. */
export interface LinearMapping {
  /** `features x targets` */
  readonly weights: Matrix<Float32Array>;
  /** One a target. */
  readonly intercepts: Float64Array;
}

/**
 * The weights that a linear regression gives to features, however it finds its predictions.
 *
 * Method: a regression that only knows inner products is linear in the coordinates `L` of the stimuli
 * ({@link Predictors}), so that its predictions for unit vectors are its weights `b` there; the weights of
 * the features are `X' a` with `L' a = b`, of all that predict the same the smallest. Features are read twice.
 *
 * Time is that of the regression for three times as many stimuli, and `stimuli x features x targets`; memory
 * that of the weights, and of a few matrices of `3 stimuli x 3 stimuli`.
 *
 * @param targets `stimuli x targets`
 * @param rows of the stimuli that it is fitted on
 * @throws VentralError as `preparePredictors` and the regression do
 */
export async function fitLinearMapping(
  features: FeatureMatrix,
  targets: Matrix,
  rows: readonly number[],
  predict: LinearPrediction,
  options: ColumnBlockOptions = {},
): Promise<LinearMapping> {
  const predictors = await preparePredictors(features, options);
  const { coordinates, featureCount } = predictors;
  const [stimuli, width] = coordinates.shape;
  const [targetRows, targetCount] = targets.shape;
  if (targetRows !== stimuli) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Targets of ${targetRows} rows do not go with ${stimuli} stimuli.`,
    );
  }
  // Unit vectors, one row that brings the columns' sums back to 0, as regressions take them to be, and 0.
  const extended = createMatrix([stimuli + width + 2, width]);
  extended.values.set(coordinates.values);
  for (let at = 0; at < width; at++) {
    extended.values[(stimuli + at) * width + at] = 1;
    extended.values[(stimuli + width) * width + at] = -1;
  }
  const padded = createMatrix([stimuli + width + 2, targetCount]);
  padded.values.set(targets.values);
  const units = Array.from({ length: width }, (_, at) => stimuli + at);
  const test = [...units, stimuli + width + 1];
  const predicted = await predict({ coordinates: extended, featureCount }, padded, {
    train: rows,
    test,
  });
  const atZero = rowRange(predicted, width, width + 1).values;
  const slopes = createMatrix([width, targetCount]);
  for (let cell = 0; cell < slopes.values.length; cell++) {
    slopes.values[cell] = predicted.values[cell]! - atZero[cell % targetCount]!;
  }
  const outnumber = featureCount > stimuli;
  const factors = outnumber ? solveTransposed(coordinates, slopes) : slopes;
  const weights = createMatrix(
    [featureCount, targetCount],
    new Float32Array(featureCount * targetCount),
  );
  const intercepts = Float64Array.from(atZero);
  for await (const { start, centered, means } of readColumnBlocks(features, options)) {
    const own = outnumber
      ? await multiply(centered, factors, { transposeA: true })
      : rowRange(factors, start, start + means.length);
    weights.values.set(own.values, start * targetCount);
    for (let cell = 0; cell < own.values.length; cell++) {
      intercepts[cell % targetCount]! -= means[Math.floor(cell / targetCount)]! * own.values[cell]!;
    }
  }
  return { weights, intercepts };
}

/** Solves `L' X = B` for a lower triangular `L`; where a column of `L` is 0, so is the row of `X`. */
function solveTransposed(lower: Matrix, right: Matrix): Matrix {
  const [size, columns] = right.shape;
  const solution = createMatrix([size, columns], right.values.slice());
  const { values } = solution;
  for (let row = size - 1; row >= 0; row--) {
    const pivot = lower.values[row * size + row]!;
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      values[cell] = pivot === 0 ? 0 : values[cell]! / pivot;
    }
    for (let above = 0; above < row; above++) {
      const factor = lower.values[row * size + above]!;
      if (factor === 0) continue;
      for (let column = 0; column < columns; column++) {
        values[above * columns + column]! -= factor * values[row * columns + column]!;
      }
    }
  }
  return solution;
}
