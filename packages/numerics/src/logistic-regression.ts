import { VentralError } from '@ventral/errors';
import type { ColumnBlockOptions } from './column-blocks.ts';
import { minimizeLogisticLoss } from './logistic-newton.ts';
import { createMatrix, type Matrix } from './matrix.ts';

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
  /**
   * `stimuli x classes`: how much each stimulus counts, `C (Y - P)` with `P` the fitted probabilities.
   * The coefficients are `X'` times these.
   */
  readonly weights: Matrix;
  /** One a class. */
  readonly intercepts: Float64Array;
}

/**
 * Fits a multinomial logistic regression with an L2 penalty on its coefficients, not on its
 * intercepts, to convergence: the optimum that scikit-learn's `LogisticRegression` approaches.
 *
 * Reference: Bishop (2006), Pattern Recognition and Machine Learning, 4.3.4, ISBN 978-0-387-31073-2
 *
 * @param coordinates `stimuli x coordinates`: features, or whatever has the same inner products
 * @param labels class of each stimulus
 * @throws VentralError `OPTION_INVALID` for an option out of range
 * @throws VentralError `SHAPE_MISMATCH` unless there is one label a stimulus
 * @throws VentralError `RESPONSES_INVALID` for a single class
 * @throws VentralError `NOT_CONVERGED`
 * @throws VentralError `INTERRUPTED`
 */
export async function fitLogisticRegression<Label>(
  coordinates: Matrix,
  labels: readonly Label[],
  options: LogisticRegressionOptions = {},
): Promise<LogisticRegression<Label>> {
  const { inverseRegularization = 1e-3, tolerance = 1e-10, maxIterations = 100 } = options;
  checkOptions({ inverseRegularization, tolerance, maxIterations });
  checkLabels(coordinates.shape[0], labels);
  const classes = [...new Set(labels)];
  const indexOf = new Map(classes.map((label, index) => [label, index]));
  const classOf = Uint32Array.from(labels, (label) => indexOf.get(label) as number);
  const { probabilities, intercepts } = await minimizeLogisticLoss({
    coordinates,
    classOf,
    classCount: classes.length,
    inverseRegularization,
    tolerance,
    maxIterations,
    signal: options.signal,
  });
  const weights = createMatrix([labels.length, classes.length]);
  for (const [cell, probability] of probabilities.values.entries()) {
    const actual = cell % classes.length === classOf[Math.floor(cell / classes.length)] ? 1 : 0;
    weights.values[cell] = inverseRegularization * (actual - probability);
  }
  return { classes, weights, intercepts };
}

/**
 * Requires one label a stimulus, of at least two classes.
 *
 * @throws VentralError `SHAPE_MISMATCH`, `RESPONSES_INVALID`
 */
export function checkLabels(stimuli: number, labels: readonly unknown[]): void {
  if (labels.length !== stimuli) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${labels.length} labels do not go with ${stimuli} stimuli.`,
    );
  }
  if (new Set(labels).size < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `All ${labels.length} stimuli are labelled '${labels[0]}': there is nothing to tell apart.`,
      { hint: 'Give stimuli of at least two classes.' },
    );
  }
}

function checkOptions(options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value > 0 && Number.isFinite(value)) continue;
    throw new VentralError('OPTION_INVALID', `Logistic regression cannot use ${name} ${value}.`, {
      hint: 'Give a number above 0.',
    });
  }
}
