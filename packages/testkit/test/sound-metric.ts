import { defineMetric, type Metric, type MetricDescription } from '@ventral/core';
import * as v from 'valibot';

interface Options {
  readonly tolerance: number;
}

/** A metric that keeps the contract: the share of responses that are the feature of their place. */
export function soundMetric(changes: Partial<MetricDescription<Options>> = {}): Metric<Options> {
  return defineMetric({
    id: 'agreement',
    title: 'Share of equal values',
    citation: 'Nobody (2026)',
    better: 'higher',
    options: v.object({
      tolerance: v.optional(v.pipe(v.number(), v.description('What counts as equal.')), 1),
    }),
    async compare({ features, responses }, { tolerance }, run) {
      const [stimuli, neuroids] = responses.shape;
      const values = await features.readColumns(0, neuroids);
      const rows = Array.from({ length: stimuli }, (_, row) => row);
      let equal = 0;
      for await (const row of run.each(rows, 'Comparing', 'images')) {
        for (let cell = row * neuroids; cell < (row + 1) * neuroids; cell++) {
          if (Math.abs(values[cell]! - responses.values[cell]!) < tolerance) equal++;
        }
      }
      return { value: equal / responses.values.length };
    },
    ...changes,
  });
}
