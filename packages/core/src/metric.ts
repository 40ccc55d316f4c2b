import type { StandardSchemaV1 } from '@standard-schema/spec';
import {
  type Assembly,
  type CoordinateValue,
  coordinate,
  type FeatureMatrix,
  matchStimuli,
  type Responses,
  readPredictableResponses,
  readResponses,
  selectAlong,
} from '@ventral/arrays';
import { type Evidence, scoreEvidence } from './evidence.ts';
import { finiteFeatures } from './finite-features.ts';
import { checkOptions } from './metric-options.ts';
import { type MetricContext, type MetricRun, metricRun } from './metric-run.ts';
import { apiVersion, type PluginDescription } from './plugin.ts';
import { predictedEvidence } from './predicted-evidence.ts';
import { resamplingOf } from './resampling-of.ts';
import type { Score } from './score.ts';
import { measureUncertainty } from './uncertainty.ts';

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

/** Features of a model and recorded responses to the same stimuli: matched, checked and finite. */
export interface MatchedData {
  /**
   * `stimuli x features`, in the order of the responses. It may be larger than memory: read it in
   * blocks. Reading NaN or infinity is an error that names stimulus and feature.
   */
  readonly features: FeatureMatrix;
  /**
   * `stimuli x neuroids`, averaged over repetitions; every one finite. Neuroids that cannot be compared
   * are left out; core says so beside the score, and puts null at their places.
   */
  readonly responses: Responses;
  /** What the responses were read from, with every label and the same neuroids. */
  readonly recordings: Assembly;
}

/** What every metric says of itself. */
interface MetricBase<Options extends object> extends PluginDescription {
  readonly better: 'higher' | 'lower';
  /** What scores count that are no agreement, of which 1 is the most: `nats a word`, `share right`. */
  readonly unit?: string;
  /**
   * Options with ranges, descriptions and defaults, by any library that speaks Standard Schema
   * (valibot, zod, ArkType); every entry has a default.
   * @default no options
   */
  readonly options?: StandardSchemaV1<unknown, Options>;
}

/** What a metric package says of a metric that compares features with recordings. */
export interface MetricDescription<Options extends object> extends MetricBase<Options> {
  /**
   * What is compared: each neuroid by itself, where those that never vary are left out; or the
   * representations that all of them make together. Neuroids of which nothing was recorded are left out
   * of both.
   * @default 'neuroids'
   */
  readonly compares?: 'neuroids' | 'representations';
  /**
   * Compares. Pure: the same data, options and seed give the same evidence, and nothing is written to
   * the data.
   */
  compare(data: MatchedData, options: Options, run: MetricRun): Evidence | Promise<Evidence>;
}

/**
 * What a metric package says of a metric on something else than recorded responses: choices, single
 * trials, dissimilarities.
 */
export interface TargetMetricDescription<Options extends object, Source extends keyof MetricSources>
  extends MetricBase<Options> {
  readonly source: Source;
  /**
   * Compares a source with a target, both as they were given: the metric checks them itself. Pure, as
   * {@link MetricDescription.compare}.
   */
  compareTarget(
    source: MetricSources[Source],
    target: Assembly,
    options: Options,
    run: MetricRun,
  ): Evidence | Promise<Evidence>;
}

/** A way to compare, as a plugin. */
export interface Metric<
  Options extends object = object,
  Source extends keyof MetricSources = 'features',
> extends PluginDescription {
  readonly kind: 'metric';
  readonly apiVersion: number;
  readonly scoreVersion: number;
  readonly source: Source;
  readonly better: 'higher' | 'lower';
  readonly unit?: string;
  readonly options: StandardSchemaV1<unknown, Options>;
  /**
   * Compares, after filling in and checking the options, and, for recordings, after matching and
   * checking the data.
   *
   * @param target recordings, `presentation x neuroid` with coordinates `stimulus_id` and
   * `neuroid_id`; or what the metric's description says
   * @throws VentralError `OPTION_INVALID` for an option that does not exist or is out of range
   * @throws VentralError `SHAPE_MISMATCH`, `STIMULI_MISMATCH`, `RESPONSES_INVALID` for data that
   * cannot be compared, and where the score would be no number
   */
  compare(
    source: MetricSources[Source],
    target: Assembly,
    options: Partial<Options>,
    context: MetricContext,
  ): Promise<Score>;
}

/** Makes a metric plugin that compares a model's features with recordings. */
export function defineMetric<Options extends object = object>(
  description: MetricDescription<Options>,
): Metric<Options>;
/** Makes a metric plugin that compares something else. */
export function defineMetric<Options extends object, Source extends keyof MetricSources>(
  description: TargetMetricDescription<Options, Source>,
): Metric<Options, Source>;
export function defineMetric<Options extends object, Source extends keyof MetricSources>(
  description: MetricDescription<Options> | TargetMetricDescription<Options, Source>,
): Metric<Options, Source> {
  const { options: schema = noOptions as StandardSchemaV1<unknown, Options>, ...rest } =
    description;
  const { id, scoreVersion = 1, better } = description;
  return Object.freeze({
    source: 'features' as Source,
    ...rest,
    options: schema,
    scoreVersion,
    kind: 'metric',
    apiVersion,
    async compare(
      source: MetricSources[Source],
      target: Assembly,
      given: Partial<Options>,
      context: MetricContext,
    ) {
      const options = await checkOptions(id, schema, given);
      const run = metricRun(context);
      const evidence =
        'compareTarget' in description
          ? await description.compareTarget(source, target, options, run)
          : await compareRecordings(description, source, target, options, run);
      const score = scoreEvidence(evidence, id, better);
      return {
        ...score,
        ...(context.withUncertainty !== false && {
          uncertainty: await measureUncertainty(score.value, resamplingOf(evidence), run),
        }),
        metric: { id, scoreVersion, options: Object.fromEntries(Object.entries(options)) },
      };
    },
  });
}

async function compareRecordings<Options extends object>(
  description: MetricDescription<Options>,
  source: MetricSources[keyof MetricSources],
  target: Assembly,
  options: Options,
  run: MetricRun,
): Promise<Evidence> {
  const read =
    description.compares === 'representations' ? readResponses : readPredictableResponses;
  const responses = read(target);
  const { neuroidIndices, stimulusIds } = responses;
  const allNeuroids = coordinate(target, 'neuroid_id');
  const isWhole = neuroidIndices.length === allNeuroids.length;
  const features = finiteFeatures(matchStimuli(source as FeatureMatrix, stimulusIds));
  const recordings = isWhole ? target : selectAlong(target, 'neuroid', neuroidIndices);
  const found = await description.compare({ features, responses, recordings }, options, run);
  const evidence = withPredictions(found, responses, allNeuroids);
  if (isWhole) return { ...evidence, resampling: resamplingOf(evidence, allNeuroids) };
  const { perNeuroid, notes = [] } = evidence;
  const placed = perNeuroid && new Array<number | null>(allNeuroids.length).fill(null);
  for (const [kept, index] of neuroidIndices.entries()) {
    if (placed) placed[index] = perNeuroid[kept] ?? null;
  }
  const whole = { ...evidence, ...(placed && { perNeuroid: placed }) };
  return {
    ...whole,
    resampling: resamplingOf(whole, allNeuroids),
    notes: [...responses.notes, ...notes],
  };
}

function withPredictions(
  { predictions, ...evidence }: Evidence,
  responses: Responses,
  neuroidIds: readonly CoordinateValue[],
): Evidence {
  if (predictions === undefined) return evidence;
  const { stimulusIds, neuroidIndices: columns } = responses;
  const predicted = predictedEvidence(predictions, {
    values: responses,
    stimulusIds,
    neuroidIds,
    columns,
  });
  const notes = [...(predicted.notes ?? []), ...(evidence.notes ?? [])];
  return { ...predicted, ...evidence, notes };
}

const noOptions: StandardSchemaV1<unknown, object> = {
  '~standard': { version: 1, vendor: 'ventral', validate: () => ({ value: {} }) },
};
