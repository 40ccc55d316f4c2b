import { featureMatrix } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import {
  createMatrix,
  fitLinearMapping,
  type Matrix,
  predictRidge,
  preparePredictors,
  type RunOptions,
  type Split,
} from '@ventral/numerics';

/**
 * The log-likelihood of each held-out value, in nats, under a linear regression with intercept that was fitted on
 * the others: ordinary least squares, with normal errors of the variance that the fit leaves, `RSS / n`.
 *
 * @param predictors `rows x predictors`
 * @param splits that test on each row once
 * @throws VentralError `RESPONSES_INVALID` where a split has no more rows to fit on than what is fitted
 */
export async function heldOutLogLikelihood(
  predictors: Matrix,
  targets: Float64Array,
  splits: readonly Split[],
  options: RunOptions,
): Promise<Float64Array> {
  const [rows, columns] = predictors.shape;
  const fewest = Math.min(...splits.map(({ train }) => train.length));
  if (fewest < columns + 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `${fewest} words are too few to fit ${columns} predictors on.`,
      { hint: 'Compare more words, or choose fewer predictors: a smaller spillover.' },
    );
  }
  const prepared = await preparePredictors(asFeatures(standardized(predictors).matrix));
  const all = Array.from({ length: rows }, (_, row) => row);
  const everywhere = splits.map(({ train }) => ({ train, test: all }));
  const column = createMatrix([rows, 1], targets);
  const predictions = await predictRidge(prepared, column, everywhere, { ...options, alpha: 0 });
  const logLikelihoods = new Float64Array(rows);
  for (const [index, { train, test }] of splits.entries()) {
    const { values } = predictions[index] as Matrix;
    const squaredError = (row: number) => (targets[row]! - values[row]!) ** 2;
    const variance = train.reduce((sum, row) => sum + squaredError(row), 0) / train.length;
    for (const row of test) {
      logLikelihoods[row] =
        -0.5 * (Math.log(2 * Math.PI * variance) + squaredError(row) / variance);
    }
  }
  return logLikelihoods;
}

/**
 * How much the target changes with each predictor, fitted on all rows by least squares; 0 of one that is constant.
 *
 * @param predictors `rows x predictors`
 */
export async function slopesOf(predictors: Matrix, targets: Float64Array): Promise<Float64Array> {
  const { matrix, deviations } = standardized(predictors);
  const rows = Array.from(targets.keys());
  const column = createMatrix([rows.length, 1], targets);
  const { weights } = await fitLinearMapping(
    asFeatures(matrix),
    column,
    rows,
    async (prepared, fitted, split) =>
      (await predictRidge(prepared, fitted, [split], { alpha: 0 }))[0] as Matrix,
  );
  return deviations.map((deviation, index) =>
    deviation > 0 ? weights.values[index]! / deviation : 0,
  );
}

/** Columns of mean 0 and variance 1: products of columns in other units would lose digits in the fit. */
function standardized({ shape: [rows, columns], values }: Matrix) {
  const matrix = createMatrix([rows, columns]);
  const deviations = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
    const own = Float64Array.from({ length: rows }, (_, row) => values[row * columns + column]!);
    const mean = own.reduce((sum, value) => sum + value, 0) / rows;
    const varies = own.some((value) => value !== own[0]);
    const squares = own.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = varies ? Math.sqrt(squares / rows) : 0;
    deviations[column] = deviation;
    for (let row = 0; varies && row < rows; row++) {
      matrix.values[row * columns + column] = (own[row]! - mean) / deviation;
    }
  }
  return { matrix, deviations };
}

function asFeatures({ shape: [rows], values }: Matrix) {
  return featureMatrix(
    values,
    Array.from({ length: rows }, (_, row) => String(row)),
  );
}
