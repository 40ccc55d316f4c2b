import type { FeatureMatrix } from '@ventral/arrays';
import {
  checkLabels,
  fitLogisticRegression,
  type LogisticRegressionOptions,
} from './logistic-regression.ts';
import type { Matrix } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { softmaxRows } from './softmax.ts';
import { standardizedProducts } from './standardized-products.ts';

/** What a readout says of stimuli. */
export interface ClassProbabilities<Label = string> {
  /** In the order in which they first appear among the labels it was fitted on. */
  readonly choices: readonly Label[];
  /** `stimuli x choices`; rows add up to 1. */
  readonly probabilities: Matrix;
}

/**
 * Fits a readout on the features of labelled stimuli, and gives the probability of each label for
 * others: Brain-Score's readout of probabilities, fitted to convergence.
 *
 * Method: features are centred and scaled by their mean and standard deviation over the stimuli
 * that are fitted on ({@link standardizedProducts}); then multinomial logistic regression
 * ({@link fitLogisticRegression}). At its optimum the coefficients are `C X'(Y - P)`, so that inner
 * products of stimuli are all that predictions need.
 *
 * With `m` the smaller of stimuli and features, time grows with
 * `(fitted + tested) x fitted x features`, and with `fitted x m x classes` for each step of the fit; see
 * {@link standardizedProducts} for memory. Progress is in features, which are read once.
 *
 * @param fitted features of the stimuli to fit on
 * @param labels one for each of these
 * @param tested the same features of any stimuli
 * @throws VentralError as {@link fitLogisticRegression} and {@link standardizedProducts}
 */
export async function classProbabilities<Label>(
  fitted: FeatureMatrix,
  labels: readonly Label[],
  tested: FeatureMatrix,
  options: LogisticRegressionOptions = {},
): Promise<ClassProbabilities<Label>> {
  checkLabels(fitted.stimulusIds.length, labels);
  const { coordinates, products } = await standardizedProducts(fitted, tested, options);
  const { classes, weights, intercepts } = await fitLogisticRegression(
    coordinates,
    labels,
    options,
  );
  const scores = await multiply(products, weights);
  for (let cell = 0; cell < scores.values.length; cell++) {
    scores.values[cell]! += intercepts[cell % classes.length]!;
  }
  return { choices: classes, probabilities: softmaxRows(scores) };
}
