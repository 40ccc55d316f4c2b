import type { FeatureMatrix } from '@ventral/arrays';
import type { MetricContext } from '@ventral/core';
import { type Predictors, preparePredictors } from '@ventral/numerics';
import { runOptions } from './run-options.ts';

// As long as a candidate keeps its features: another region is predicted from the same ones.
const predictorsOf = new WeakMap<FeatureMatrix, Predictors>();

/** Reads features for a regression, reporting how far it is; once, however many are fitted on them. */
export async function readPredictors(
  features: FeatureMatrix,
  context: MetricContext,
): Promise<Predictors> {
  const known = predictorsOf.get(features);
  if (known !== undefined) return known;
  const options = runOptions(context, 'Reading features', 'features');
  const predictors = await preparePredictors(features, options);
  predictorsOf.set(features, predictors);
  return predictors;
}
