import { selectStimuli } from '@ventral/arrays';
import {
  defineMetric,
  type Metric,
  type MetricDescription,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';

/** A metric that keeps the contract: the share of responses that are the feature of their place. */
export function soundMetric(changes: Partial<MetricDescription<object>> = {}): Metric<object> {
  return defineMetric<object>({
    id: 'agreement',
    title: 'Share of equal values',
    citation: 'Nobody (2026)',
    source: 'features',
    better: 'higher',
    options: v.strictObject({
      tolerance: v.optional(v.pipe(v.number(), v.description('What counts as equal.')), 1),
    }),
    async compare(source, target, options, context) {
      throwIfInterrupted(context.signal, 'before the comparison');
      const [stimuli = 0, neuroids = 0] = target.shape;
      const ids = (target.coords.stimulus_id?.values ?? []).map(String);
      const features = await selectStimuli(source, ids).readColumns(0, neuroids);
      if (features.some(Number.isNaN)) {
        throw new VentralError('RESPONSES_INVALID', 'A feature is NaN.');
      }
      const { tolerance } = options as { tolerance: number };
      const pairs = Array.from(
        features,
        (feature, cell) => [feature, target.values[cell]!] as const,
      );
      const equal = pairs.filter(([a, b]) => Math.abs(a - b) < tolerance).length;
      const value = equal / (stimuli * neuroids);
      return { value, better: 'higher', raw: { value } };
    },
    ...changes,
  });
}
