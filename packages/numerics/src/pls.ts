import { VentralError } from '@ventral/errors';
import { checkTargets, trainingProducts } from './fold.ts';
import {
  columnMeans,
  columnSums,
  createMatrix,
  type Matrix,
  rowRange,
  selectRows,
  subtractFromRows,
} from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { addOuterProduct, dot, scale } from './matrix-vector.ts';
import { PlsFold } from './pls-fold.ts';
import type { Predictors } from './predictors.ts';
import { type RunOptions, yieldToEvents } from './run-options.ts';
import type { Split } from './split.ts';

/** Settings of partial least squares regression. */
export interface PlsOptions extends RunOptions {
  /**
   * Number of components, from 1 to the number of training rows or features.
   * @default 25
   */
  readonly components?: number;
  /**
   * Iterations at most for each component.
   * @default 500
   */
  readonly maxIterations?: number;
  /**
   * The squared distance of successive weight vectors below which an iteration ends.
   * @default 1e-6
   */
  readonly tolerance?: number;
}

// What rounding can leave in place of 0, relative to what a value was computed from.
const roundingNoise = 100 * Number.EPSILON;

// Splits that advance together hold about this many bytes of covariances at most.
const groupBytes = 2 ** 28;

/**
 * Predicts the test rows of each split by partial least squares regression (PLS2) fitted on its
 * training rows, as scikit-learn's `PLSRegression(components, scale=False)` does.
 *
 * Method: NIPALS, whose iterations need only products of features with targets (see
 * {@link PlsFold}); splits advance together, a component at a time, so that each pass over the
 * rows serves them all. Iterations start and stop where scikit-learn's do: targets in another order
 * give slightly other predictions. Where features are used up to rounding noise, no further
 * component is taken; scikit-learn goes on, with noise.
 * Reference: Wegelin (2000), A survey of partial least squares (PLS) methods, University of
 * Washington; Wold, Sjöström & Eriksson (2001), https://doi.org/10.1016/S0169-7439(01)00155-1
 *
 * Time grows with `splits x components x coordinates x (stimuli + targets)`, memory with
 * `splits x coordinates x targets` up to 256 MB. Progress is in splits.
 *
 * @param targets `stimuli x targets`
 * @returns for each split, `test rows x targets`
 * @throws VentralError `OPTION_INVALID` for more components than training rows or features
 * @throws VentralError `SHAPE_MISMATCH` or `RESPONSES_INVALID` for targets or splits that do not fit
 * @throws VentralError `INTERRUPTED`
 */
export async function predictPls(
  predictors: Predictors,
  targets: Matrix,
  splits: readonly Split[],
  options: PlsOptions = {},
): Promise<Matrix[]> {
  const { featureCount } = predictors;
  const { components = 25, onProgress } = options;
  checkTargets(predictors.coordinates.shape[0], targets, splits);
  for (const { train } of splits) checkComponents(components, train.length, featureCount);
  const whole = await summarize(predictors.coordinates, targets);
  const groupSize = Math.max(1, Math.floor(groupBytes / whole.covariance.values.byteLength));

  const predictions: Matrix[] = [];
  for (let start = 0; start < splits.length; start += groupSize) {
    const folds: Fold[] = [];
    for (const split of splits.slice(start, start + groupSize)) {
      await yieldToEvents(options.signal, `preparing split ${start + folds.length}`);
      folds.push(await openFold(whole, targets, split));
    }
    let active = folds;
    for (let component = 1; component <= components && active.length > 0; component++) {
      active = await addComponent(active, whole, options);
      onProgress?.(start + Math.floor((folds.length * component) / components), splits.length);
    }
    predictions.push(...folds.map(({ prediction }) => prediction));
  }
  onProgress?.(splits.length, splits.length);
  return predictions;
}

/** What is the same in all splits. */
interface Whole {
  readonly coordinates: Matrix;
  /** `stimuli x targets`, centred over all stimuli. */
  readonly centered: Matrix;
  /** `coordinates x targets`: products over all stimuli. */
  readonly covariance: Matrix;
  /** What rounding can leave of the norm of a component's scores. */
  readonly scoreNoise: number;
  /** What rounding can leave of the norm of each column of the covariance. */
  readonly covarianceNoise: Float64Array;
}

/** One split on its way. */
interface Fold {
  readonly split: Split;
  readonly state: PlsFold;
  /** `test rows x targets`, by the components so far. */
  readonly prediction: Matrix;
}

async function summarize(coordinates: Matrix, targets: Matrix): Promise<Whole> {
  const centered = subtractFromRows(targets, columnMeans(targets));
  const scoreNoise = roundingNoise * Math.sqrt(dot(coordinates.values, coordinates.values));
  const squares = columnSums({
    ...centered,
    values: centered.values.map((value) => value * value),
  });
  return {
    coordinates,
    centered,
    covariance: await multiply(coordinates, centered, { transposeA: true }),
    scoreNoise,
    covarianceNoise: squares.map((square) => scoreNoise * Math.sqrt(square)),
  };
}

async function openFold(whole: Whole, targets: Matrix, split: Split): Promise<Fold> {
  const { coordinates, centered, covariance, covarianceNoise } = whole;
  const trained = await trainingProducts(coordinates, centered, covariance, split.train);
  const means = columnMeans(selectRows(targets, split.train));
  const prediction = createMatrix([split.test.length, targets.shape[1]]);
  for (let row = 0; row < split.test.length; row++) {
    prediction.values.set(means, row * means.length);
  }
  return { split, state: await PlsFold.create(trained, covarianceNoise), prediction };
}

/**
 * Takes one more component in each fold.
 *
 * @returns the folds that had one left
 */
async function addComponent(
  folds: readonly Fold[],
  { coordinates, centered, scoreNoise }: Whole,
  { maxIterations = 500, tolerance = 1e-6, signal }: PlsOptions,
): Promise<Fold[]> {
  const advancing: Fold[] = [];
  const rotations = createMatrix([folds.length, coordinates.shape[1]]);
  for (const fold of folds) {
    await yieldToEvents(signal, 'fitting PLS components');
    const rotation = await fold.state.nextRotation({ maxIterations, tolerance });
    if (rotation === undefined) continue;
    rotations.values.set(rotation, advancing.length * rotations.shape[1]);
    advancing.push(fold);
  }
  const scores = await multiply(coordinates, rowRange(rotations, 0, advancing.length), {
    transposeB: true,
  });
  const squaredNorms = advancing.map(({ split }, index) => centerScores(scores, index, split));
  const trainScores = keepTraining(scores, advancing);
  const featureProducts = await multiply(trainScores, coordinates, { transposeA: true });
  const targetProducts = await multiply(trainScores, centered, { transposeA: true });
  const kept: Fold[] = [];
  for (const [index, fold] of advancing.entries()) {
    const squaredNorm = squaredNorms[index]!;
    if (Math.sqrt(squaredNorm) <= scoreNoise) continue;
    const { split, state, prediction } = fold;
    const featureLoadings = scale(rowOf(featureProducts, index), 1 / squaredNorm);
    const targetLoadings = scale(rowOf(targetProducts, index), 1 / squaredNorm);
    await state.deflate(featureLoadings, targetLoadings, squaredNorm);
    const testScores = split.test.map((row) => scores.values[row * scores.shape[1] + index]!);
    addOuterProduct(prediction, Float64Array.from(testScores), targetLoadings);
    kept.push(fold);
  }
  return kept;
}

function rowOf(matrix: Matrix, row: number): Float64Array {
  return rowRange(matrix, row, row + 1).values;
}

/** Centres one fold's scores on its training rows; returns the sum of their squares there. */
function centerScores(
  { shape: [rows, columns], values }: Matrix,
  fold: number,
  { train }: Split,
): number {
  let sum = 0;
  for (const row of train) sum += values[row * columns + fold]!;
  const mean = sum / train.length;
  for (let row = 0; row < rows; row++) values[row * columns + fold]! -= mean;
  let squares = 0;
  for (const row of train) {
    const score = values[row * columns + fold]!;
    squares += score * score;
  }
  return squares;
}

/** The scores with those of all rows outside a fold's training set at 0. */
function keepTraining({ shape: [rows, columns], values }: Matrix, folds: readonly Fold[]): Matrix {
  const kept = createMatrix([rows, columns]);
  for (const [index, { split }] of folds.entries()) {
    for (const row of split.train) {
      kept.values[row * columns + index] = values[row * columns + index]!;
    }
  }
  return kept;
}

function checkComponents(components: number, trainCount: number, featureCount: number): void {
  const most = Math.min(trainCount, featureCount);
  if (Number.isInteger(components) && components >= 1 && components <= most) return;
  throw new VentralError(
    'OPTION_INVALID',
    `PLS cannot take ${components} components (its option components) from ${trainCount} training rows ` +
      `x ${featureCount} predictors.`,
    {
      hint: `Set its option components to a whole number from 1 to ${most}: --option components=${most}`,
    },
  );
}
