import type { FeatureMatrix } from '@ventral/assembly';
import type { MetricContext, ProgressEvent } from '@ventral/core';
import { type Predictors, preparePredictors, type RunOptions } from '@ventral/numerics';

/** Reads features for a regression, reporting how far it is. */
export function readPredictors(
  features: FeatureMatrix,
  context: MetricContext,
): Promise<Predictors> {
  return preparePredictors(features, runOptions(context, 'Reading features', 'features'));
}

/** Lets a computation report to a run, and be stopped by it. */
export function runOptions(
  context: MetricContext,
  task: string,
  unit: ProgressEvent['unit'],
): RunOptions {
  return {
    signal: context.signal,
    onProgress: (done, total) => context.report({ task, done, total, unit }),
  };
}
