import type { Assembly, FeatureMatrix } from '@ventral/assembly';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { apiVersion, type PluginDescription } from './plugin.ts';
import type { RunContext } from './run-context.ts';
import type { Score } from './score.ts';

/** The part of a run context that a metric may depend on: it does no I/O of its own. */
export type MetricContext = Pick<RunContext, 'seed' | 'signal' | 'report'>;

/** What a metric takes as its source, for whoever feeds it from files. */
export interface MetricSources {
  /** A model's features of the stimuli that were recorded. */
  readonly features: FeatureMatrix;
  /** Nothing: the recordings are compared with themselves, as a ceiling is. */
  readonly none: undefined;
}

/** What a metric package says of a metric. */
export interface MetricDescription<
  Options extends object,
  Source extends keyof MetricSources = 'features',
> extends PluginDescription {
  readonly source: Source;
  readonly better: 'higher' | 'lower';
  /** Options with ranges, descriptions and defaults; every entry has a default. */
  readonly options: v.GenericSchema<unknown, Options>;
  /**
   * Compares a source with recordings. Pure: the same inputs, options and seed give the same
   * score, and nothing is written to the inputs.
   *
   * @param target `presentation x neuroid`, with coordinates `stimulus_id` and `neuroid_id`
   */
  compare(
    source: MetricSources[Source],
    target: Assembly,
    options: Options,
    context: MetricContext,
  ): Promise<Score>;
}

/** A way to compare, as a plugin. */
export interface Metric<
  Options extends object = object,
  Source extends keyof MetricSources = 'features',
> extends Omit<MetricDescription<Options, Source>, 'compare'> {
  readonly kind: 'metric';
  readonly apiVersion: number;
  readonly scoreVersion: number;
  /**
   * Compares, after filling in and checking the options.
   *
   * @throws VentralError `OPTION_INVALID` for an option that does not exist or is out of range
   */
  compare(
    source: MetricSources[Source],
    target: Assembly,
    options: Partial<Options>,
    context: MetricContext,
  ): Promise<Score>;
}

/** Makes a metric plugin. */
export function defineMetric<
  Options extends object,
  Source extends keyof MetricSources = 'features',
>(description: MetricDescription<Options, Source>): Metric<Options, Source> {
  return Object.freeze({
    scoreVersion: 1,
    ...description,
    kind: 'metric',
    apiVersion,
    async compare(
      source: MetricSources[Source],
      target: Assembly,
      options: Partial<Options>,
      context: MetricContext,
    ) {
      return description.compare(
        source,
        target,
        parseOptions(description.id, description.options, options),
        context,
      );
    },
  });
}

function parseOptions<Options>(
  id: string,
  schema: v.GenericSchema<unknown, Options>,
  given: unknown,
): Options {
  const result = v.safeParse(schema, given);
  if (result.success) return result.output;
  const problems = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? 'options'}: ${issue.message}`,
  );
  throw new VentralError(
    'OPTION_INVALID',
    `Options of metric '${id}' cannot be used: ${problems.join('; ')}.`,
    { hint: `See what it takes with: ventral info ${id}` },
  );
}
