import type { FeatureMatrix } from '@ventral/arrays';
import type { MetricRun } from '@ventral/core';
import { type Predictors, preparePredictors } from '@ventral/numerics';

// As long as a candidate keeps its features: another region is predicted from the same ones.
const predictorsOf = new WeakMap<FeatureMatrix, Predictors>();

/** Reads features for a regression; once, however many are fitted on them. */
export async function readPredictors(features: FeatureMatrix, run: MetricRun): Promise<Predictors> {
  const predictors =
    predictorsOf.get(features) ??
    (await preparePredictors(features, run.step('Reading features', 'features')));
  predictorsOf.set(features, predictors);
  return predictors;
}
