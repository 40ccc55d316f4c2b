import type { FeatureMatrix } from '@ventral/assembly';
import { VentralError } from '@ventral/errors';
import { factorCholesky } from './cholesky.ts';
import {
  blockWidth,
  type ColumnBlock,
  type ColumnBlockOptions,
  invalidFeature,
  readColumnBlocks,
} from './column-blocks.ts';
import { addInnerProducts, mirrorLowerTriangle } from './gram-matrix.ts';
import { createMatrix, type Matrix, setColumns } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { addScaled } from './matrix-vector.ts';

/** What a readout knows of features, all of them centred and scaled as those that are fitted on. */
export interface StandardizedProducts {
  /**
   * `fitted x min(fitted, features)`: the features; or, where they outnumber the stimuli, coordinates
   * with the same inner products.
   */
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
 * @throws VentralError `SHAPE_MISMATCH` for other numbers of features
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
  const isWide = featureCount > rows;
  const inner = createMatrix(rows, isWide ? rows : featureCount);
  const products = createMatrix(testedRows, rows);
  const width = blockWidth(rows + testedRows, options);
  for await (const block of readColumnBlocks(fitted, options, width)) {
    const scales = scaleColumns(block);
    const { start, centered } = block;
    if (isWide) await addInnerProducts(inner, centered);
    else setColumns(inner, start, centered);
    const others = await standardizeBlock(tested, block, scales);
    const part = await multiply(others, centered, { transposeB: true });
    if (!part.values.every(Number.isFinite)) {
      const end = start + centered.columns;
      throw invalidFeature(tested, await tested.readColumns(start, end), start, end);
    }
    addScaled(products.values, 1, part.values);
  }
  if (!isWide) return { coordinates: inner, products };
  mirrorLowerTriangle(inner);
  return { coordinates: (await factorCholesky(inner)).lower, products };
}

/** Divides each column by its standard deviation, in place. */
function scaleColumns({ centered: { rows, columns, values }, means }: ColumnBlock): Float64Array {
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
  { start, centered: { columns }, means }: ColumnBlock,
  scales: Float64Array,
): Promise<Matrix> {
  const rows = features.stimulusIds.length;
  const block = new Float64Array(await features.readColumns(start, start + columns));
  const standardized = createMatrix(rows, columns, block);
  const { values } = standardized;
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      values[cell] = (values[cell]! - means[column]!) / scales[column]!;
    }
  }
  return standardized;
}
