import type { FeatureMatrix } from '@ventral/assembly';
import {
  fitLogisticRegression,
  type LogisticRegressionOptions,
  predictProbabilities,
} from './logistic-regression.ts';
import type { Matrix } from './matrix.ts';
import { measureScaling, standardize } from './standardize.ts';

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
 * that are fitted on; then multinomial logistic regression, see {@link fitLogisticRegression} for
 * its defaults and how time and memory grow. Progress is in features, which are read three times to
 * fit and once to predict.
 *
 * @param fitted features of the stimuli to fit on
 * @param labels one for each of these
 * @param tested the same features of any stimuli
 * @throws VentralError as {@link fitLogisticRegression} and {@link predictProbabilities}
 */
export async function classProbabilities<Label>(
  fitted: FeatureMatrix,
  labels: readonly Label[],
  tested: FeatureMatrix,
  options: LogisticRegressionOptions = {},
): Promise<ClassProbabilities<Label>> {
  const scaling = await measureScaling(fitted, options);
  const readout = await fitLogisticRegression(standardize(fitted, scaling), labels, options);
  const probabilities = await predictProbabilities(readout, standardize(tested, scaling), options);
  return { choices: readout.classes, probabilities };
}
