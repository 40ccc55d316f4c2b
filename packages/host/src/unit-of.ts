import type { Benchmark } from '@ventral/core';

/**
 * What the scores of a benchmark count, where they do not say how far a model agrees with what was measured: as its
 * metric says (`nats a word`); of a mean without one, all that its parts say.
 *
 * @returns undefined for agreement: shares of what can be explained, correlations and the like, of which 1 is the most
 */
export function unitOf({
  metric,
  parts = [],
}: Pick<Benchmark, 'metric' | 'parts'>): string | undefined {
  const stated = metric === undefined ? parts.map(unitOf) : [metric.unit];
  return [...new Set(stated.filter((unit) => unit !== undefined))].join(', ') || undefined;
}
