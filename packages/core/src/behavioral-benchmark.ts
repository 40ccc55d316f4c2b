import type { Assembly } from '@ventral/arrays';
import { type Benchmark, type BenchmarkDescription, defineBenchmark } from './benchmark.ts';
import type { Candidate } from './candidate.ts';
import { ceiledUncertainty } from './ceiled-uncertainty.ts';
import { applyCeiling, applyCeilingBySplit } from './ceiling.ts';
import type { Dataset } from './dataset.ts';
import type { Metric } from './metric.ts';
import { oncePerRun } from './once-per-run.ts';
import type { RunContext } from './run-context.ts';
import type { CeilingConvention, Score } from './score.ts';

/** What subjects chose, with what they saw. */
export interface BehavioralData {
  /** Along `presentation`: every choice, with the coordinates that the metric asks for. */
  readonly trials: Assembly;
}

/** What a benchmark on choices is made of. */
export interface BehavioralBenchmarkDescription<
  Data extends BehavioralData,
  Source extends 'probabilities' | 'choices',
> extends Omit<BenchmarkDescription, 'score' | 'parts' | 'files' | 'region' | 'dataset'> {
  readonly dataset: Dataset<Data>;
  readonly metric: Metric<object, Source>;
  /** What the candidate answers to what the subjects saw, from its layer for the region `behavior`. */
  answer(candidate: Candidate, data: Data, context: RunContext): Promise<Assembly>;
  /** What subjects reach when they are compared with each other or themselves. */
  readonly ceiling: Metric<object, 'none'>;
  /**
   * Options of the ceiling, from those that the metric is given.
   * @default none
   */
  ceilingOptions?(metricOptions: Readonly<Record<string, unknown>>): object;
  readonly ceilingConvention: CeilingConvention;
  /**
   * Whether score and ceiling are related split by split, which needs the same splits of both.
   * @default false
   */
  readonly ceilingBySplit?: boolean;
  /** What a reader of every score should know, in full sentences. */
  readonly notes?: readonly string[];
}

/**
 * Makes a benchmark that compares a candidate's choices with those of subjects. Data and, where it
 * has no options, ceiling are made once a run, however many candidates are scored.
 */
export function defineBehavioralBenchmark<
  Data extends BehavioralData,
  Source extends 'probabilities' | 'choices',
>(description: BehavioralBenchmarkDescription<Data, Source>): Benchmark {
  const { answer, ceiling, ceilingOptions, ceilingConvention, ceilingBySplit, notes, ...rest } =
    description;
  const { dataset, part, metric } = rest;
  const dataOf = oncePerRun((context) => dataset.load(context, part));
  const measureCeiling = async (options: object, context: RunContext): Promise<Score> =>
    ceiling.compare(undefined, (await dataOf(context)).trials, options, context);
  const ceilingOf = oncePerRun((context) => measureCeiling({}, context));
  return defineBenchmark({
    ...rest,
    region: 'behavior',
    async score(candidate, context, { metric: asked, metricOptions = {} } = {}) {
      const data = await dataOf(context);
      const source = await answer(candidate, data, context);
      // One that compares something else has been refused.
      const used = (asked ?? metric) as Metric<object, Source>;
      const score = await used.compare(source as never, data.trials, metricOptions, context);
      // The benchmark's ceiling belongs to its own metric.
      if (used.id !== metric.id) return score;
      const best =
        ceilingOptions === undefined
          ? await ceilingOf(context)
          : await measureCeiling(ceilingOptions(metricOptions), context);
      const all = [
        ...(score.notes ?? []),
        ...(best.notes ?? []).map((note) => `In the ceiling, ${note}`),
        ...(notes ?? []),
      ];
      const ceiled = {
        ...score,
        ...(ceilingBySplit
          ? applyCeilingBySplit(score, best, ceilingConvention)
          : applyCeiling(score.raw, best, ceilingConvention)),
      };
      return {
        ...ceiled,
        ...ceiledUncertainty(ceiled, score.uncertainty, best.uncertainty),
        ...(all.length === 0 ? {} : { notes: all }),
      };
    },
  });
}
