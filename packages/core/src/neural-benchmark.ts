import type { Assembly, StimulusSet } from '@ventral/arrays';
import { isVentralError } from '@ventral/errors';
import { type Benchmark, type BenchmarkDescription, defineBenchmark } from './benchmark.ts';
import { applyCeiling, type Ceiling } from './ceiling.ts';
import type { Dataset } from './dataset.ts';
import type { Metric } from './metric.ts';
import { oncePerRun } from './once-per-run.ts';
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
  readonly dataset: Dataset;
  readonly metric: Metric;
  load(context: RunContext): Promise<Data>;
  /**
   * The stimuli as a candidate with this field of view has to be shown them; absent where the
   * experiment does not state the size of its images.
   */
  present?(stimuli: StimulusSet, visualDegrees: number): StimulusSet;
  /** Options of the metric under which the benchmark is defined. */
  readonly metricOptions?: Readonly<Record<string, unknown>>;
  /**
   * What the recordings allow at best; absent where single trials are not part of the data.
   *
   * Where it cannot be had, a benchmark with the convention `raw` is scored without it, and the
   * score says so; any other convention needs it.
   */
  ceiling?(data: Data, context: RunContext): Promise<Ceiling>;
  readonly ceilingConvention: CeilingConvention;
}

/**
 * Makes a benchmark that compares a candidate's features with recordings of the same stimuli.
 *
 * Recordings and ceiling are loaded once a run, however many candidates (layers, say) are scored.
 * A score with another metric than the benchmark's own is stated without a ceiling: the benchmark
 * does not know what its ceiling means for it.
 */
export function defineNeuralBenchmark<Data extends NeuralData>(
  description: NeuralBenchmarkDescription<Data>,
): Benchmark {
  const { load, present, ceiling, ceilingConvention, metricOptions, ...rest } = description;
  const dataOf = oncePerRun(load);
  const ceilingOf = oncePerRun(async (context) =>
    (ceiling as NonNullable<typeof ceiling>)(await dataOf(context), context),
  );
  return defineBenchmark({
    ...rest,
    async score(candidate, context, options = {}) {
      const data = await dataOf(context);
      const metric = options.metric ?? description.metric;
      // The benchmark's own options and ceiling belong to its own metric.
      const isOwn = metric.id === description.metric.id;
      const own = isOwn ? metricOptions : undefined;
      const { visualDegrees } = candidate;
      const stimuli =
        present === undefined || visualDegrees === undefined
          ? data.stimuli
          : present(data.stimuli, visualDegrees);
      const source = await candidate.record(stimuli, description.region);
      const score = await metric.compare(
        source,
        data.recordings,
        { ...own, ...options.metricOptions },
        context,
      );
      if (ceiling === undefined || !isOwn) return score;
      try {
        const best = await ceilingOf(context);
        const notes = [...(score.notes ?? []), ...(best.notes ?? [])];
        return {
          ...score,
          ...applyCeiling(score.raw, best, ceilingConvention),
          ...(notes.length === 0 ? {} : { notes }),
        };
      } catch (error) {
        const isOptional = ceilingConvention === 'raw';
        if (!isOptional || !isVentralError(error, 'DATA_UNAVAILABLE', 'RESPONSES_INVALID')) {
          throw error;
        }
        return { ...score, notes: [...(score.notes ?? []), `No ceiling: ${error.message}`] };
      }
    },
  });
}
