import type { StandardJSONSchemaV1 } from '@standard-schema/spec';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { Metric, MetricSources } from '@ventral/core';
import type { GenericSchema } from 'valibot';

/** One option of a metric. */
export interface OptionDescription {
  readonly name: string;
  /** For a person; empty where there is none, absent where the schema's library cannot say. */
  readonly description?: string;
  /** What it is where it is left out; undefined where it may not be left out. */
  readonly default: unknown;
}

/**
 * The options of a metric, whichever library describes them: one of Standard JSON Schema (zod,
 * ArkType) or valibot; of any other of Standard Schema, names and defaults are known alone.
 */
export function describeOptions(
  schema: Metric<object, keyof MetricSources>['options'],
): readonly OptionDescription[] {
  const validated = schema['~standard'].validate({});
  const defaults: Readonly<Record<string, unknown>> =
    validated instanceof Promise || validated.issues ? {} : { ...validated.value };
  const properties = propertiesOf(schema);
  const names = new Set([...Object.keys(properties ?? {}), ...Object.keys(defaults)]);
  return Array.from(names, (name) => {
    const property = properties?.[name];
    return {
      name,
      ...(properties && { description: property?.description ?? '' }),
      default: defaults[name] ?? property?.default,
    };
  });
}

type Properties = Readonly<Record<string, { description?: string; default?: unknown }>>;

function propertiesOf(
  schema: Metric<object, keyof MetricSources>['options'],
): Properties | undefined {
  const standard: Partial<StandardJSONSchemaV1.Props> = schema['~standard'];
  const { jsonSchema, vendor } = standard;
  if (jsonSchema !== undefined) {
    return (jsonSchema.input({ target: 'draft-2020-12' }).properties ?? {}) as Properties;
  }
  if (vendor !== 'valibot') return undefined;
  const settings = { errorMode: 'ignore', typeMode: 'input' } as const;
  return (toJsonSchema(schema as GenericSchema, settings).properties ?? {}) as Properties;
}
