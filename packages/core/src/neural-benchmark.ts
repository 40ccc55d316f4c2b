import type { Assembly, FeatureMatrix, RgbImage } from '@ventral/arrays';
import { isVentralError } from '@ventral/errors';
import { type Benchmark, type BenchmarkDescription, defineBenchmark } from './benchmark.ts';
import { ceiledUncertainty } from './ceiled-uncertainty.ts';
import { applyCeiling, type Ceiling } from './ceiling.ts';
import type { Dataset } from './dataset.ts';
import type { Metric } from './metric.ts';
import type { NeuralData, RegionalData } from './neural-data.ts';
import { oncePerRun } from './once-per-run.ts';
import type { RunContext } from './run-context.ts';
import type { CeilingConvention, Score, TimeAspect } from './score.ts';
import { scoreOfCourse } from './score-over-time.ts';
import { type TimedBenchmark, timeCourses } from './time-courses.ts';
import { averagedOverTime } from './window-recordings.ts';

/** What a benchmark on recordings is made of. */
export interface NeuralBenchmarkDescription<Content = RgbImage>
  extends Omit<BenchmarkDescription, 'score' | 'parts' | 'files'> {
  /** Of recordings; those of the benchmark's region are compared. */
  readonly dataset: Dataset<NeuralData<Content> | RegionalData<Content>>;
  readonly metric: Metric;
  /** Options of the metric under which the benchmark is defined. */
  readonly metricOptions?: Readonly<Record<string, unknown>>;
  /**
   * What the recordings allow at best: a metric on their single trials, or a function of the data, told
   * the options that the score was asked for. Nothing where lower is better: an error has no ceiling.
   *
   * Where it cannot be had, a benchmark with the convention `raw` is scored without it, and the
   * score says so; any other convention needs it.
   */
  readonly ceiling?:
    | Metric<object, 'none'>
    | ((
        data: NeuralData<Content>,
        context: RunContext,
        metricOptions: Readonly<Record<string, unknown>>,
      ) => Promise<Ceiling>);
  /** @default 'raw' */
  readonly ceilingConvention?: CeilingConvention;
}

/**
 * Makes a benchmark that compares a candidate's features with recordings of the same stimuli, shown
 * as wide as the subject saw them where the data set says how wide.
 *
 * Recordings and ceiling are loaded once a run, however many candidates (layers, say) are scored.
 * A score with another metric than the benchmark's own is stated without a ceiling: the benchmark
 * does not know what its ceiling means for it.
 */
export function defineNeuralBenchmark<Content = RgbImage>(
  description: NeuralBenchmarkDescription<Content>,
): Benchmark {
  const { ceiling, ceilingConvention = 'raw', metricOptions, ...rest } = description;
  const { id, dataset, part, region, metric: ownMetric, overTime: ownAspect } = rest;
  const loaded = oncePerRun(async (context): Promise<NeuralData<Content>> => {
    const data = await dataset.load(context, part);
    return 'region' in data ? { stimuli: data.stimuli, ...(await data.region(region)) } : data;
  });
  const dataOf = oncePerRun(async (context): Promise<NeuralData<Content>> => {
    const data = await loaded(context);
    return { ...data, ...averagedOverTime(data) };
  });
  const measureCeiling: TimedBenchmark<Content>['measureCeiling'] = async (data, context, asked) =>
    typeof ceiling === 'function'
      ? ceiling(data, context, asked)
      : (ceiling as Metric<object, 'none'>).compare(undefined, await trialsOf(data), {}, context);
  const makeCeiling = (asked: Readonly<Record<string, unknown>>) =>
    oncePerRun(async (context) => measureCeiling(await dataOf(context), context, asked));
  const ceilings = new Map<string, ReturnType<typeof makeCeiling>>();
  const ceilingOf = (context: RunContext, asked: Readonly<Record<string, unknown>>) => {
    // A ceiling that is a metric knows nothing of the options of another.
    const key = typeof ceiling === 'function' ? JSON.stringify(Object.entries(asked).sort()) : '';
    const made = ceilings.get(key) ?? makeCeiling(asked);
    ceilings.set(key, made);
    return made(context);
  };
  const courseOf = timeCourses({ id, region, load: loaded, measureCeiling, ceilingConvention });
  return defineBenchmark({
    seesTime: true,
    ...rest,
    async score(candidate, context, options = {}) {
      // One that compares something else has been refused.
      const metric = (options.metric ?? ownMetric) as Metric;
      // The benchmark's own options and ceiling belong to its own metric.
      const isOwn = metric.id === ownMetric.id;
      const chosen = { ...(isOwn && metricOptions), ...options.metricOptions };
      const compare = (source: FeatureMatrix, recordings: Assembly, ofBin: RunContext) =>
        metric.compare(source, recordings, chosen, ofBin);
      const withCeiling = ceiling !== undefined && isOwn && metric.better === 'higher';
      const asked = { candidate, compare, withCeiling, metricOptions: chosen };
      const course = (aspect: TimeAspect) => courseOf({ ...asked, aspect }, context);
      if (ownAspect !== undefined) {
        const own = await course(ownAspect);
        const score = scoreOfCourse(own, withCeiling ? ceilingConvention : 'raw');
        const isOther = options.time !== undefined && options.time !== ownAspect;
        return isOther ? { ...score, overTime: await course(options.time) } : score;
      }
      const overTime = options.time && (await course(options.time));
      const { stimuli, recordings } = await dataOf(context);
      const source = await candidate.record(stimuli, region);
      const score = await compare(source, recordings, context);
      const whole = withCeiling ? await ceiledScore(score, context, chosen) : score;
      return overTime === undefined ? whole : { ...whole, overTime };
    },
  });

  async function ceiledScore(
    score: Score,
    context: RunContext,
    asked: Readonly<Record<string, unknown>>,
  ): Promise<Score> {
    try {
      const best = await ceilingOf(context, asked);
      const notes = [...(score.notes ?? []), ...(best.notes ?? [])];
      const ceiled = applyCeiling(score.raw, best, ceilingConvention);
      return {
        ...score,
        ...ceiled,
        ...ceiledUncertainty(ceiled, score.uncertainty, best.uncertainty),
        ...(notes.length === 0 ? {} : { notes }),
      };
    } catch (error) {
      const isOptional = ceilingConvention === 'raw';
      if (!isOptional || !isVentralError(error, 'DATA_UNAVAILABLE', 'RESPONSES_INVALID')) {
        throw error;
      }
      return {
        ...score,
        notes: [...(score.notes ?? []), `No ceiling: ${error.message}`],
        ...(error.code === 'DATA_UNAVAILABLE' && { outOfReach: true }),
      };
    }
  }
}

/** Averaged recordings where there are no trials: the ceiling says what is wrong with them. */
async function trialsOf({ trials, recordings }: NeuralData<unknown>): Promise<Assembly> {
  return typeof trials === 'function' ? trials() : (trials ?? recordings);
}
