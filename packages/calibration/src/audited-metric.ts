import type { Assembly } from '@ventral/arrays';
import type { Metric, MetricContext, MetricSources, Score } from '@ventral/core';
import type { AuditedSource } from './subject.ts';

/** A metric as it is audited: with its options, and silent. */
export interface AuditedMetric<Source extends AuditedSource> {
  readonly metric: Metric<object, Source>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** Scores a source on data. */
export function scoreSource<Source extends AuditedSource>(
  { metric, options, signal }: AuditedMetric<Source>,
  source: MetricSources[Source],
  target: Assembly,
  seed: number,
): Promise<Score> {
  // Thousands of scores are made, and their values alone are looked at.
  const context: MetricContext = { seed, signal, report: () => {}, withUncertainty: false };
  return metric.compare(source, target, options, context);
}

/** The value of a score, turned so that higher is better. */
export function merit({ value, better }: Score): number {
  return better === 'higher' ? value : -value;
}
