import { toJsonSchema } from '@valibot/to-json-schema';
import type { Metric, MetricSources } from '@ventral/core';

/** The options of a metric, by name: what each is, and its default. */
export function describeOptions(
  schema: Metric<object, keyof MetricSources>['options'],
): Readonly<Record<string, string>> {
  const { properties = {} } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' });
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const { description = '', default: value } = Object(property) as {
        description?: string;
        default?: unknown;
      };
      return [name, `${description} Default ${JSON.stringify(value)}.`.trim()];
    }),
  );
}
