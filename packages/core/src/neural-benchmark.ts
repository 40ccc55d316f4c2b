import type { Assembly, StimulusSet } from '@ventral/assembly';
import { isVentralError } from '@ventral/errors';
import { type Benchmark, type BenchmarkDescription, defineBenchmark } from './benchmark.ts';
import { applyCeiling, type Ceiling } from './ceiling.ts';
import type { RunContext } from './run-context.ts';
import type { CeilingConvention } from './score.ts';

/** Recordings and the stimuli they were made with. */
export interface NeuralData {
  readonly stimuli: StimulusSet;
  /** `presentation x neuroid`, with coordinates `stimulus_id` and `neuroid_id`. */
  readonly recordings: Assembly;
}

/** What a benchmark on recordings is made of. */
export interface NeuralBenchmarkDescription<Data extends NeuralData>
  extends Omit<BenchmarkDescription, 'score' | 'parts'> {
  load(context: RunContext): Promise<Data>;
  /** Options of the metric under which the benchmark is defined. */
  readonly metricOptions?: Readonly<Record<string, unknown>>;
  /**
   * What the recordings allow at best; `undefined` where single trials are not part of the data.
   *
   * Where its files cannot be had, a benchmark with the convention `raw` is scored without it, and
   * the score says so; any other convention needs it.
   */
  ceiling?(data: Data, context: RunContext): Promise<Ceiling | undefined>;
  readonly ceilingConvention: CeilingConvention;
}

/**
 * Makes a benchmark that compares a candidate's features with recordings of the same stimuli.
 */
export function defineNeuralBenchmark<Data extends NeuralData>(
  description: NeuralBenchmarkDescription<Data>,
): Benchmark {
  const { load, ceiling, ceilingConvention, metricOptions, ...rest } = description;
  return defineBenchmark({
    ...rest,
    async score(candidate, context, options = {}) {
      const data = await load(context);
      const metric = options.metric ?? description.metric;
      // The benchmark's own options belong to its own metric.
      const own = metric === description.metric ? metricOptions : undefined;
      const source = await candidate.record(data.stimuli, description.region);
      const score = await metric.compare(
        source,
        data.recordings,
        { ...own, ...options.metricOptions },
        context,
      );
      try {
        const best = await ceiling?.(data, context);
        return best === undefined
          ? score
          : { ...score, ...applyCeiling(score.raw, best, ceilingConvention) };
      } catch (error) {
        if (ceilingConvention !== 'raw' || !isVentralError(error, 'DATA_UNAVAILABLE')) throw error;
        return { ...score, notes: [...(score.notes ?? []), `No ceiling: ${error.message}`] };
      }
    },
  });
}
