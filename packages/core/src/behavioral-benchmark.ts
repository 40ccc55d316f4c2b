import { type Assembly, coordinate, selectAlong } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { type Benchmark, type BenchmarkDescription, defineBenchmark } from './benchmark.ts';
import type { Candidate } from './candidate.ts';
import { ceiledUncertainty } from './ceiled-uncertainty.ts';
import { applyCeiling, applyCeilingBySplit } from './ceiling.ts';
import type { Dataset } from './dataset.ts';
import type { Metric, MetricSources } from './metric.ts';
import { oncePerRun } from './once-per-run.ts';
import type { RunContext } from './run-context.ts';
import type { CeilingConvention, Score } from './score.ts';

/** What subjects chose, with what they saw. */
export interface BehavioralData {
  /** Along `presentation`: every choice, with the coordinates that the metric asks for. */
  readonly trials: Assembly;
}

/** What a metric on choices may take: choices, their probabilities, or features that choices follow from. */
type BehavioralSource = 'probabilities' | 'choices' | 'features';

/** What a benchmark on choices is made of. */
export interface BehavioralBenchmarkDescription<
  Data extends BehavioralData,
  Source extends BehavioralSource,
> extends Omit<BenchmarkDescription, 'score' | 'parts' | 'files' | 'region' | 'dataset'> {
  readonly dataset: Dataset<Data>;
  readonly metric: Metric<object, Source>;
  /**
   * What the candidate answers to what the subjects saw, from its layer for the region `behavior`; or, for a
   * metric that finds choices from features, that layer.
   */
  answer(candidate: Candidate, data: Data, context: RunContext): Promise<MetricSources[Source]>;
  /**
   * Checks choices that a candidate was given instead, and names stimuli and choices as the data do.
   * Those of other parts of the data set are left out before.
   * @default as they are
   */
  given?(choices: Assembly, data: Data): Assembly;
  /**
   * The trials that are compared.
   * @default all
   */
  compared?(data: Data): Assembly;
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
  /** What a reader of every score should know, in full sentences; or what follows from the data. */
  readonly notes?: readonly string[] | ((data: Data) => readonly string[]);
}

/**
 * Makes a benchmark that compares a candidate's choices with those of subjects. Data and, where it
 * has no options, ceiling are made once a run, however many candidates are scored.
 */
export function defineBehavioralBenchmark<
  Data extends BehavioralData,
  Source extends BehavioralSource,
>(description: BehavioralBenchmarkDescription<Data, Source>): Benchmark {
  const { answer, given, compared, ceiling, ceilingOptions, ...described } = description;
  const { ceilingConvention, ceilingBySplit, notes, ...rest } = described;
  const { id, dataset, part, metric } = rest;
  const dataOf = oncePerRun(async (context) => {
    const data = await dataset.load(context, part);
    return { data, trials: compared?.(data) ?? data.trials };
  });
  const measureCeiling = async (options: object, context: RunContext): Promise<Score> =>
    ceiling.compare(undefined, (await dataOf(context)).trials, options, context);
  const ceilingOf = oncePerRun((context) => measureCeiling({}, context));
  return defineBenchmark({
    ...rest,
    region: 'behavior',
    async score(candidate, context, { metric: asked, metricOptions = {} } = {}) {
      if (asked !== undefined) requireTakesTrials(id, asked);
      const { data, trials } = await dataOf(context);
      const { choices } = candidate;
      if (choices !== undefined) requireChoices(id, metric);
      const ofPart = choices && choicesOfPart(choices, part, candidate.id);
      const source =
        ofPart === undefined
          ? await answer(candidate, data, context)
          : (given?.(ofPart, data) ?? ofPart);
      // One that compares something else has been refused.
      const used = (asked ?? metric) as Metric<object, Source>;
      const score = await used.compare(source as never, trials, metricOptions, context);
      // The benchmark's ceiling belongs to its own metric.
      if (used.id !== metric.id) return score;
      const best =
        ceilingOptions === undefined
          ? await ceilingOf(context)
          : await measureCeiling(ceilingOptions(metricOptions), context);
      const all = [
        ...(score.notes ?? []),
        ...(best.notes ?? []).map((note) => `In the ceiling, ${note}`),
        ...(typeof notes === 'function' ? notes(data) : (notes ?? [])),
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

function requireChoices(id: string, { source }: Metric<object, BehavioralSource>): void {
  if (source === 'choices') return;
  throw new VentralError('OPTION_INVALID', `${id} compares ${source}; choices were given.`, {
    hint: 'Score a model, or its features.',
  });
}

/** Of metrics on features, most compare them with recordings. */
function requireTakesTrials(id: string, asked: Metric<object, keyof MetricSources>): void {
  if (asked.source !== 'features' || 'compareTarget' in asked) return;
  throw new VentralError(
    'OPTION_INVALID',
    `${id} compares with choices; the metric '${asked.id}' compares with recordings.`,
    { hint: "Score with the benchmark's own metric." },
  );
}

/** The choices that were made in one part of a data set, where they say in which. */
function choicesOfPart(choices: Assembly, part: string | undefined, source: string): Assembly {
  if (part === undefined || choices.coords.part === undefined) return choices;
  const rows = coordinate(choices, 'part').flatMap((name, row) => (name === part ? [row] : []));
  if (rows.length > 0) return selectAlong(choices, 'presentation', rows);
  const parts = [...new Set(choices.coords.part.values)];
  throw new VentralError(
    'STIMULI_MISMATCH',
    `${source} has no choices of the part '${part}'; it has those of ${parts.join(', ')}.`,
    { hint: "Name the data set's part of each choice in the column part, or leave that out." },
  );
}
