import type { FeatureMatrix } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { factorCholesky } from './cholesky.ts';
import { type ColumnBlock, type ColumnBlockOptions, readColumnBlocks } from './column-blocks.ts';
import { gramOf } from './gram-matrix.ts';
import { createMatrix, type Matrix, rowRange } from './matrix.ts';

/** What regressions know of features of any number, made once for all of them. */
export interface Predictors {
  /**
   * `stimuli x min(stimuli, features)`: the features, centred over all stimuli; or, where they
   * outnumber the stimuli, coordinates of the stimuli in the space the features span, with the
   * same inner products.
   */
  readonly coordinates: Matrix;
  /** Number of features behind them. */
  readonly featureCount: number;
}

/**
 * Reads features once, block by block, and keeps what regressions need of them.
 *
 * Least squares, ridge and PLS without scaling depend on features only through the inner products
 * of stimuli. So where features outnumber stimuli, any coordinates with the same inner products
 * give the same predictions: the Cholesky factor `L` of the Gram matrix `XX' = LL'`.
 *
 * Time grows with `stimuli^2 x features`; memory holds one block and two matrices of
 * `stimuli x min(stimuli, features)`, in float64. Progress is in features.
 *
 * @throws VentralError `SHAPE_MISMATCH` without stimuli or without features
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming the stimulus and the feature
 * @throws VentralError `INTERRUPTED`
 */
export async function preparePredictors(
  features: FeatureMatrix,
  options: ColumnBlockOptions = {},
): Promise<Predictors> {
  const { featureCount } = features;
  const blocks = readColumnBlocks(features, options);
  return {
    coordinates: await coordinatesOf(blocks, features.stimulusIds.length, featureCount),
    featureCount,
  };
}

/**
 * The coordinates of `rows` stimuli, as of {@link Predictors}, from blocks of all their features.
 *
 * @throws VentralError `SHAPE_MISMATCH` without stimuli or without features
 */
export async function coordinatesOf(
  blocks: AsyncIterable<ColumnBlock>,
  rows: number,
  featureCount: number,
): Promise<Matrix> {
  if (rows === 0 || featureCount === 0) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Features of ${rows} stimuli x ${featureCount} columns cannot predict anything.`,
    );
  }
  if (featureCount > rows) return (await factorCholesky(await gramOf(blocks, rows))).lower;
  const all = createMatrix([rows, featureCount]);
  for await (const { start, centered } of blocks) {
    for (let row = 0; row < rows; row++) {
      all.values.set(rowRange(centered, row, row + 1).values, row * featureCount + start);
    }
  }
  return all;
}
