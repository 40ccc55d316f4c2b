import type { StimulusKind } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Candidate } from './candidate.ts';
import type { Dataset } from './dataset.ts';
import type { Metric, MetricSources } from './metric.ts';
import type { PinnedFile } from './pinned-file.ts';
import { apiVersion, type PluginDescription } from './plugin.ts';
import type { RunContext } from './run-context.ts';
import type { Score, TimeAspect } from './score.ts';

/** What may be asked of a benchmark beside its own conditions. */
export interface BenchmarkOptions {
  /** Another metric than the benchmark's own; the score is then not the benchmark's. */
  readonly metric?: Metric<object, keyof MetricSources>;
  /** Options of the metric that differ from the benchmark's. */
  readonly metricOptions?: Readonly<Record<string, unknown>>;
  /**
   * What a mean does with a part whose data are out of reach, or for whose region the model commits
   * no layer: `refuse` fails the whole; `leave-out` averages over the others and says so.
   * @default 'refuse'
   */
  readonly missingParts?: 'refuse' | 'leave-out';
  /**
   * What is compared in each time bin as well, beside the score, which stays the same.
   * @default nothing, or what the benchmark compares over time by itself
   */
  readonly time?: TimeAspect;
}

/**
 * What a benchmark package says of a benchmark. Citation, licence, species, kind and width of the
 * stimuli and files are those of its data set, where it says no other.
 */
export interface BenchmarkDescription extends PluginDescription {
  /** Absent for a mean over several. */
  readonly dataset?: Dataset;
  /** Part of the data set; absent for one that is loaded whole. */
  readonly part?: string;
  /** Absent for a mean over several. */
  readonly metric?: Metric<object, keyof MetricSources>;
  /** @default that of the data set */
  readonly species?: string;
  /**
   * How what is compared with was measured; of a mean, all that its parts say, `electrophysiology, behaviour`.
   * @default that of the data set, or of the parts; else `behaviour` for the region `behavior`
   */
  readonly modality?: string;
  /**
   * The kind of stimuli that it shows.
   * @default that of the data set, or of the parts
   */
  readonly stimuli?: StimulusKind;
  /** The region whose layer is scored; `behavior` for behaviour. */
  readonly region: string;
  /**
   * What of a model is scored: a layer that stands for the region, its scores of classes, or how
   * surprising it finds what it reads, the layer `surprisal`.
   * @default 'layer'
   */
  readonly reads?: 'layer' | 'classes' | 'surprisal';
  /**
   * What it compares bin by bin, by itself: its score then is one over time, and models are asked what they
   * say in each bin.
   * @default nothing: responses are averaged over time
   */
  readonly overTime?: TimeAspect;
  /**
   * Whether it can be asked for scores over time.
   * @default false
   */
  readonly seesTime?: boolean;
  /**
   * Width of the stimuli in degrees of visual angle, where the experiment states it.
   * @default that of the data set
   */
  readonly degrees?: number;
  /**
   * The files that scoring reads; a ceiling may read more.
   * @default those of the part of the data set
   */
  readonly files?: readonly PinnedFile[];
  /**
   * Says which files of the user's own scoring reads.
   * @default as the data set says, or the parts
   */
  digestOwnFiles?(context: RunContext): Promise<string | undefined>;
  /** The benchmarks whose mean this one is; absent for a benchmark of its own. */
  readonly parts?: readonly Benchmark[];
  /** Scores a candidate. */
  score(candidate: Candidate, context: RunContext, options?: BenchmarkOptions): Promise<Score>;
}

/** Data set + metric + ceiling + conditions = a number with a version, as a plugin. */
export interface Benchmark extends BenchmarkDescription {
  readonly kind: 'benchmark';
  readonly apiVersion: number;
  readonly scoreVersion: number;
  readonly stimuli: StimulusKind;
  readonly species: string;
  readonly files: readonly PinnedFile[];
}

/**
 * Makes a benchmark plugin.
 *
 * It refuses (`OPTION_INVALID`) another metric that compares something else than its own does: a
 * benchmark on choices has no features to compare. It refuses to score over time unless it `seesTime`.
 */
export function defineBenchmark(description: BenchmarkDescription): Benchmark {
  return Object.freeze({
    scoreVersion: 1,
    species: '',
    files: [],
    stimuli: description.dataset?.stimuli ?? description.parts?.[0]?.stimuli ?? 'image',
    ...modalityOf(description),
    digestOwnFiles: (context: RunContext) => digestOwnFiles(description, context),
    ...inherited(description),
    ...description,
    kind: 'benchmark',
    apiVersion,
    async score(candidate: Candidate, context: RunContext, options?: BenchmarkOptions) {
      requireSameSource(description, options?.metric);
      if (options?.time !== undefined) requireSeesTime(description);
      return description.score(candidate, context, options);
    },
  });
}

function inherited({ dataset, part, parts }: BenchmarkDescription): Partial<BenchmarkDescription> {
  if (dataset === undefined) return {};
  const { citation, licence, species, degrees } = dataset;
  return {
    species,
    // A mean reads the files of its parts.
    ...(parts === undefined && { files: dataset.filesOf(part) }),
    ...(citation === undefined ? {} : { citation }),
    ...(licence === undefined ? {} : { licence }),
    ...(degrees === undefined ? {} : { degrees }),
  };
}

function modalityOf({
  dataset,
  parts = [],
  region,
}: BenchmarkDescription): Pick<BenchmarkDescription, 'modality'> {
  const ofParts = parts.flatMap(({ modality }) => modality?.split(', ') ?? []);
  const joined = ofParts.length === 0 ? undefined : [...new Set(ofParts)].join(', ');
  const measured = region === 'behavior' ? 'behaviour' : undefined;
  const modality = dataset?.modality ?? joined ?? measured;
  return modality === undefined ? {} : { modality };
}

/** Of a mean the digests of its parts, each once. */
async function digestOwnFiles(
  { dataset, part, parts = [] }: BenchmarkDescription,
  context: RunContext,
): Promise<string | undefined> {
  if (parts.length === 0) return dataset?.digestOwnFiles?.(context, part);
  const digests = await Promise.all(parts.map((one) => one.digestOwnFiles?.(context)));
  const known = new Set(digests.filter((digest) => digest !== undefined));
  return known.size === 0 ? undefined : [...known].join(' ');
}

function requireSameSource(
  { id, metric: own }: BenchmarkDescription,
  asked?: Metric<object, keyof MetricSources>,
): void {
  if (own === undefined || asked === undefined || asked.source === own.source) return;
  throw new VentralError(
    'OPTION_INVALID',
    `${id} compares ${own.source}; the metric '${asked.id}' compares ${asked.source}.`,
    { hint: `Score with the benchmark's own metric, ${own.id}.` },
  );
}

/**
 * Asks whether a benchmark can be asked for scores over time.
 *
 * @throws VentralError `OPTION_INVALID` where it cannot
 */
export function requireSeesTime({
  id,
  seesTime,
}: Pick<BenchmarkDescription, 'id' | 'seesTime'>): void {
  if (seesTime === true) return;
  throw new VentralError('OPTION_INVALID', `${id} compares nothing over time.`, {
    hint: 'Ask for a score over time on a benchmark of recordings with several time bins.',
  });
}
