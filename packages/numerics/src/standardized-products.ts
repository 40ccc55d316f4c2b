import type { FeatureMatrix } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import {
  blockWidth,
  type ColumnBlock,
  type ColumnBlockOptions,
  invalidFeature,
  readColumnBlocks,
} from './column-blocks.ts';
import { createMatrix, type Matrix } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { addScaled } from './matrix-vector.ts';
import { coordinatesOf } from './predictors.ts';

/** What a readout knows of features, all of them centred and scaled as those that are fitted on. */
export interface StandardizedProducts {
  /** `fitted x min(fitted, features)`: coordinates of the stimuli, as of `Predictors`. */
  readonly coordinates: Matrix;
  /** `tested x fitted`: inner products of the stimuli. */
  readonly products: Matrix;
}

/**
 * Centres and scales each feature by its mean and standard deviation (divided by n) over the stimuli
 * that are fitted on, as scikit-learn's `StandardScaler` does, and keeps inner products. A feature of
 * which all stimuli have the same value is only centred.
 *
 * Features are read once, a block of columns at a time: time grows with
 * `(fitted + tested) x fitted x features`, memory with `(fitted + tested) x fitted` and one block.
 * Progress is in features.
 *
 * @param tested the same features of any stimuli
 * @throws VentralError `SHAPE_MISMATCH` for other numbers of features, or none
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming the stimulus and the feature
 * @throws VentralError `INTERRUPTED`
 */
export async function standardizedProducts(
  fitted: FeatureMatrix,
  tested: FeatureMatrix,
  options: ColumnBlockOptions,
): Promise<StandardizedProducts> {
  const { featureCount } = fitted;
  const [rows, testedRows] = [fitted.stimulusIds.length, tested.stimulusIds.length];
  if (tested.featureCount !== featureCount) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `What is fitted on ${featureCount} features cannot predict from ${tested.featureCount}.`,
    );
  }
  const products = createMatrix([testedRows, rows]);
  const width = blockWidth(rows + testedRows, options);
  const blocks = withProducts(readColumnBlocks(fitted, options, width), tested, products);
  return { coordinates: await coordinatesOf(blocks, rows, featureCount), products };
}

/** Scales each block, in place, and adds its part to the products with other stimuli. */
async function* withProducts(
  blocks: AsyncIterable<ColumnBlock>,
  tested: FeatureMatrix,
  products: Matrix,
): AsyncGenerator<ColumnBlock> {
  for await (const block of blocks) {
    const scales = scaleColumns(block);
    const { start, centered } = block;
    const others = await standardizeBlock(tested, block, scales);
    const part = await multiply(others, centered, { transposeB: true });
    if (!part.values.every(Number.isFinite)) {
      const end = start + centered.shape[1];
      throw invalidFeature(tested, await tested.readColumns(start, end), start, end);
    }
    addScaled(products.values, 1, part.values);
    yield block;
  }
}

/** Divides each column by its standard deviation, in place. */
function scaleColumns({ centered: { shape, values }, means }: ColumnBlock): Float64Array {
  const [rows, columns] = shape;
  const scales = new Float64Array(columns);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) scales[column]! += values[cell]! ** 2;
  }
  for (let column = 0; column < columns; column++) {
    const deviation = Math.sqrt(scales[column]! / rows);
    // The mean of equal values can differ from them in the last bits.
    const negligible = rows * Number.EPSILON * Math.abs(means[column]!);
    scales[column] = deviation > negligible ? deviation : 1;
  }
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) values[cell]! /= scales[column]!;
  }
  return scales;
}

/** The columns of a block for other stimuli, centred and scaled in the same way. */
async function standardizeBlock(
  features: FeatureMatrix,
  { start, centered, means }: ColumnBlock,
  scales: Float64Array,
): Promise<Matrix> {
  const rows = features.stimulusIds.length;
  const [, columns] = centered.shape;
  const block = new Float64Array(await features.readColumns(start, start + columns));
  const standardized = createMatrix([rows, columns], block);
  const { values } = standardized;
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      values[cell] = (values[cell]! - means[column]!) / scales[column]!;
    }
  }
  return standardized;
}
