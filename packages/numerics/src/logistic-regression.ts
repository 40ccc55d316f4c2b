import type { FeatureMatrix } from '@ventral/assembly';
import { VentralError } from '@ventral/errors';
import { type ColumnBlockOptions, readColumnBlocks } from './column-blocks.ts';
import { minimizeLogisticLoss } from './logistic-newton.ts';
import { createMatrix, type Matrix } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { addScaled, transposedTimesVector } from './matrix-vector.ts';
import { preparePredictors } from './predictors.ts';
import { softmaxRows } from './softmax.ts';

/** Settings of logistic regression. */
export interface LogisticRegressionOptions extends ColumnBlockOptions {
  /**
   * scikit-learn's `C`: how much the loss, summed over stimuli, weighs against half the squared
   * coefficients; above 0.
   * @default 1e-3 as in Brain-Score's readout of probabilities
   */
  readonly inverseRegularization?: number;
  /**
   * The fit is done when no more than this part is left of the gradient, relative to `C ||X||`.
   * @default 1e-10
   */
  readonly tolerance?: number;
  /**
   * Newton steps at most.
   * @default 100
   */
  readonly maxIterations?: number;
}

/** A fitted multinomial logistic regression. */
export interface LogisticRegression<Label = string> {
  /** In the order in which they first appeared. */
  readonly classes: readonly Label[];
  /** `features x classes` */
  readonly coefficients: Matrix;
  /** One a class. */
  readonly intercepts: Float64Array;
}

/**
 * Fits a multinomial logistic regression with an L2 penalty on its coefficients, not on its
 * intercepts, to convergence: the optimum that scikit-learn's `LogisticRegression` approaches.
 * Features are taken as they are; see {@link standardize}.
 *
 * Method: where features outnumber stimuli, the optimum lies in the span of the stimuli, so that
 * coordinates with the same inner products stand for the features ({@link preparePredictors}). At
 * the optimum the coefficients are `C X'(Y - P)`, with `Y - P` what the fitted probabilities miss.
 * Reference: Bishop (2006), Pattern Recognition and Machine Learning, 4.3.4, ISBN 978-0-387-31073-2
 *
 * With `m` the smaller of stimuli and features, time grows with `stimuli x m x features` for the
 * inner products and `stimuli x m x classes` a step; memory holds two matrices of `stimuli x m`,
 * one block of features and the coefficients. Progress is in features, which are read twice.
 *
 * @param labels class of each stimulus
 * @throws VentralError `OPTION_INVALID` for an option out of range
 * @throws VentralError `SHAPE_MISMATCH` unless there is one label a stimulus, and a feature
 * @throws VentralError `RESPONSES_INVALID` for a single class, or features that are NaN or infinite
 * @throws VentralError `NOT_CONVERGED`
 * @throws VentralError `INTERRUPTED`
 */
export async function fitLogisticRegression<Label>(
  features: FeatureMatrix,
  labels: readonly Label[],
  options: LogisticRegressionOptions = {},
): Promise<LogisticRegression<Label>> {
  const { inverseRegularization = 1e-3, tolerance = 1e-10, maxIterations = 100 } = options;
  checkOptions({ inverseRegularization, tolerance, maxIterations });
  const classes = [...new Set(labels)];
  checkLabels(features, labels, classes);
  const indexOf = new Map(classes.map((label, index) => [label, index]));
  const classOf = Uint32Array.from(labels, (label) => indexOf.get(label) as number);
  const { coordinates } = await preparePredictors(features, options);
  const optimum = await minimizeLogisticLoss({
    coordinates,
    classOf,
    classCount: classes.length,
    inverseRegularization,
    tolerance,
    maxIterations,
    signal: options.signal,
  });
  const missed = createMatrix(labels.length, classes.length);
  for (const [cell, probability] of optimum.probabilities.values.entries()) {
    const actual = cell % classes.length === classOf[Math.floor(cell / classes.length)] ? 1 : 0;
    missed.values[cell] = inverseRegularization * (actual - probability);
  }
  const coefficients = createMatrix(features.featureCount, classes.length);
  const { intercepts } = optimum;
  for await (const { start, centered, means } of readColumnBlocks(features, options)) {
    const part = await multiply(centered, missed, { transposeA: true });
    coefficients.values.set(part.values, start * classes.length);
    addScaled(intercepts, -1, transposedTimesVector(part, means));
  }
  return { classes, coefficients, intercepts };
}

/**
 * The probability of each class for each stimulus, `stimuli x classes`; rows add up to 1.
 *
 * Features are read once, a block of columns at a time: time grows with
 * `stimuli x features x classes`. Progress is in features.
 *
 * @param features of any stimuli, treated (standardized) as those fitted on
 * @throws VentralError `SHAPE_MISMATCH` for another number of features than was fitted on
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming the stimulus and the feature
 * @throws VentralError `INTERRUPTED`
 */
export async function predictProbabilities<Label>(
  { classes, coefficients, intercepts }: LogisticRegression<Label>,
  features: FeatureMatrix,
  options: ColumnBlockOptions = {},
): Promise<Matrix> {
  if (features.featureCount !== coefficients.rows) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `A regression fitted on ${coefficients.rows} features cannot predict from ` +
        `${features.featureCount}.`,
    );
  }
  const scores = createMatrix(features.stimulusIds.length, classes.length);
  const offsets = intercepts.slice();
  for await (const { start, centered, means } of readColumnBlocks(features, options)) {
    const end = start + centered.columns;
    const part = createMatrix(
      centered.columns,
      classes.length,
      coefficients.values.subarray(start * classes.length, end * classes.length),
    );
    addScaled(scores.values, 1, (await multiply(centered, part)).values);
    addScaled(offsets, 1, transposedTimesVector(part, means));
  }
  for (let cell = 0; cell < scores.values.length; cell++) {
    scores.values[cell]! += offsets[cell % classes.length]!;
  }
  return softmaxRows(scores);
}

function checkOptions(options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value > 0 && Number.isFinite(value)) continue;
    throw new VentralError('OPTION_INVALID', `Logistic regression cannot use ${name} ${value}.`, {
      hint: 'Give a number above 0.',
    });
  }
}

function checkLabels(
  { stimulusIds }: FeatureMatrix,
  labels: readonly unknown[],
  classes: readonly unknown[],
): void {
  if (labels.length !== stimulusIds.length) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${labels.length} labels do not go with ${stimulusIds.length} stimuli.`,
    );
  }
  if (classes.length < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `All ${labels.length} stimuli are labelled '${classes[0]}': there is nothing to tell apart.`,
      { hint: 'Give stimuli of at least two classes.' },
    );
  }
}
