import type { Assembly, FeatureMatrix } from '@ventral/arrays';
import { didYouMean, VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { describeIssues } from './describe-issues.ts';
import { apiVersion, type PluginDescription } from './plugin.ts';
import type { RunContext } from './run-context.ts';
import type { Score } from './score.ts';

/** The part of a run context that a metric may depend on: it does no I/O of its own. */
export interface MetricContext extends Pick<RunContext, 'seed' | 'signal' | 'report'> {
  /**
   * Keeps results that took long, for a run that was interrupted; they must not depend on whether
   * it does.
   * @default nothing is kept
   */
  readonly memo?: RunContext['memo'];
}

/** What a metric takes as its source, for whoever feeds it from files. */
export interface MetricSources {
  /** A model's features of the stimuli that were recorded. */
  readonly features: FeatureMatrix;
  /** `presentation x choice`: probability of each choice, with coordinates `stimulus_id`, `choice`. */
  readonly probabilities: Assembly;
  /** `presentation`: one answer a stimulus, with coordinates `stimulus_id`, `choice`. */
  readonly choices: Assembly;
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
   * @param target recordings, `presentation x neuroid` with coordinates `stimulus_id` and
   * `neuroid_id`; or what the metric's description says
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
  const { id, options: schema, scoreVersion = 1 } = description;
  const names = Object.keys(v.parse(schema, {}));
  return Object.freeze({
    ...description,
    scoreVersion,
    kind: 'metric',
    apiVersion,
    async compare(
      source: MetricSources[Source],
      target: Assembly,
      options: Partial<Options>,
      context: MetricContext,
    ) {
      const unknown = Object.keys(options).find((name) => !names.includes(name));
      if (unknown !== undefined) {
        throw new VentralError('OPTION_INVALID', `The metric '${id}' has no option '${unknown}'.`, {
          hint: `${didYouMean(unknown, names)}See what it takes with: ventral info ${id}`,
        });
      }
      const result = v.safeParse(schema, options);
      if (!result.success) {
        const problems = describeIssues(result.issues, id);
        throw new VentralError('OPTION_INVALID', `An option cannot be used: ${problems}.`, {
          hint: `See what the metric takes with: ventral info ${id}`,
        });
      }
      const score = await description.compare(source, target, result.output, context);
      return {
        ...score,
        metric: { id, scoreVersion, options: Object.fromEntries(Object.entries(result.output)) },
      };
    },
  });
}
