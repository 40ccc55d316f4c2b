import type { FeatureMatrix } from '@ventral/arrays';
import { type ColumnBlockOptions, readColumnBlocks } from './column-blocks.ts';
import { checkTargets, otherRows, trainingProducts } from './fold.ts';
import { columnMeans, createMatrix, type Matrix, selectRows, subtractFromRows } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import type { Split } from './split.ts';

/**
 * Predicts each target on the test rows of each split by a single feature, as it is: the one with
 * the highest Pearson correlation on the training rows, and the first of equals. The sign counts.
 *
 * Features that are constant on the training rows are passed over. A target that is constant there
 * is predicted by its mean.
 *
 * Time grows with `splits x stimuli x features x targets`; memory holds one block of columns and its
 * products with the targets. Progress is in features.
 *
 * @param targets `stimuli x targets`
 * @returns for each split, `test rows x targets`
 * @throws VentralError `SHAPE_MISMATCH` or `RESPONSES_INVALID` for targets or splits that do not fit
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming the stimulus and the feature
 * @throws VentralError `INTERRUPTED`
 */
export async function predictNeuronToNeuron(
  features: FeatureMatrix,
  targets: Matrix,
  splits: readonly Split[],
  options: ColumnBlockOptions = {},
): Promise<Matrix[]> {
  checkTargets(features.stimulusIds.length, targets, splits);
  const centered = subtractFromRows(targets, columnMeans(targets));
  const folds = splits.map((split) => openFold(split, targets));
  for await (const { centered: block, means } of readColumnBlocks(features, options)) {
    const products = await multiply(centered, block, { transposeA: true });
    const squares = columnSquares(block);
    for (const fold of folds) {
      const covariances = await trainingProducts(centered, block, products, fold.split.train);
      keepBest(fold, block, means, covariances, trainingDeviations(block, squares, fold));
    }
  }
  return folds.map(({ prediction }) => prediction);
}

/** One split, and the best feature for each of its targets so far. */
interface Fold {
  readonly split: Split;
  readonly leftOut: readonly number[];
  /** `test rows x targets` */
  readonly prediction: Matrix;
  /** Proportional to the correlation of the best feature, for each target; NaN for a constant one. */
  readonly best: Float64Array;
}

function openFold(split: Split, targets: Matrix): Fold {
  const { train, test } = split;
  const trained = selectRows(targets, train);
  const means = columnMeans(trained);
  const [stimuli, columns] = targets.shape;
  const prediction = createMatrix([test.length, columns]);
  for (let row = 0; row < test.length; row++) prediction.values.set(means, row * columns);
  const best = new Float64Array(columns).fill(Number.NaN);
  for (const [cell, value] of trained.values.entries()) {
    const target = cell % columns;
    if (value !== trained.values[target]) best[target] = Number.NEGATIVE_INFINITY;
  }
  return { split, leftOut: otherRows(stimuli, train), prediction, best };
}

function columnSquares({ shape: [rows, columns], values }: Matrix): Float64Array {
  const sums = new Float64Array(columns);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      sums[column]! += values[cell]! * values[cell]!;
    }
  }
  return sums;
}

/**
 * The norm of each centred column on the training rows of a fold; 0 where it is constant there.
 *
 * @param squares of each column over all rows
 */
function trainingDeviations(
  block: Matrix,
  squares: Float64Array,
  { split: { train }, leftOut }: Fold,
): Float64Array {
  const left = selectRows(block, leftOut);
  const leftSquares = columnSquares(left);
  const leftMeans = columnMeans(left);
  return squares.map((total, column) => {
    // Columns add up to 0, so the sum over the training rows is minus the sum of those left out.
    const sum = leftOut.length === 0 ? 0 : leftMeans[column]! * leftOut.length;
    const rest = total - leftSquares[column]! - (sum * sum) / train.length;
    // Where nearly all variation is in the rows left out, or squares are next to 0, the difference is
    // rounding noise.
    return rest > 1e-8 * total && total > 1e-280
      ? Math.sqrt(rest)
      : columnDeviation(block, column, train);
  });
}

function columnDeviation(
  { shape: [, columns], values }: Matrix,
  column: number,
  rows: readonly number[],
): number {
  const selected = rows.map((row) => values[row * columns + column]!);
  if (selected.every((value) => value === selected[0])) return 0;
  const mean = selected.reduce((sum, value) => sum + value, 0) / rows.length;
  return Math.hypot(...selected.map((value) => value - mean));
}

function keepBest(
  { split: { test }, prediction, best }: Fold,
  block: Matrix,
  means: Float64Array,
  covariances: Matrix,
  deviations: Float64Array,
): void {
  const [, columns] = block.shape;
  for (let target = 0; target < best.length; target++) {
    const offset = target * columns;
    let found = -1;
    let highest = best[target]!;
    for (let column = 0; column < columns; column++) {
      const correlation = covariances.values[offset + column]! / deviations[column]!;
      if (correlation > highest && deviations[column]! > 0) {
        highest = correlation;
        found = column;
      }
    }
    if (found === -1) continue;
    best[target] = highest;
    for (const [row, stimulus] of test.entries()) {
      prediction.values[row * best.length + target] =
        block.values[stimulus * columns + found]! + means[found]!;
    }
  }
}
