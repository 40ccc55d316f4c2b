import type { Metric, MetricSources } from '@ventral/core';
import { describeOptions as listOptions } from '@ventral/host';

/** The options of a metric, by name: what each is, and its default. */
export function describeOptions(
  schema: Metric<object, keyof MetricSources>['options'],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    listOptions(schema).map(({ name, description = '', default: value }) => [
      name,
      `${description} Default ${JSON.stringify(value)}.`.trim(),
    ]),
  );
}
