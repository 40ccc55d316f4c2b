import type { Assembly, FeatureMatrix } from '@ventral/assembly';
import type { Metric, MetricContext, Score } from '@ventral/core';

/** A metric as it is audited: with its options, and silent. */
export interface AuditedMetric {
  readonly metric: Metric;
  readonly options: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** Scores features on recordings. */
export function scoreFeatures(
  { metric, options, signal }: AuditedMetric,
  features: FeatureMatrix,
  recordings: Assembly,
  seed: number,
): Promise<Score> {
  const context: MetricContext = { seed, signal, report: () => {} };
  return metric.compare(features, recordings, options, context);
}

/** The value of a score, turned so that higher is better. */
export function merit({ value, better }: Score): number {
  return better === 'higher' ? value : -value;
}
