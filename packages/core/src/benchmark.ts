import type { Candidate } from './candidate.ts';
import type { PinnedFile } from './pinned-file.ts';
import { apiVersion, type PluginDescription } from './plugin.ts';
import type { RunContext } from './run-context.ts';
import type { Score } from './score.ts';

/** What a benchmark package says of a benchmark. */
export interface BenchmarkDescription extends PluginDescription {
  /** Ids of the data set and metric it is made of. */
  readonly dataset: string;
  readonly metric: string;
  readonly species: string;
  readonly region: string;
  /** Width of the stimuli in degrees of visual angle, where the experiment states it. */
  readonly degrees?: number;
  /** The files that scoring reads. */
  readonly files: readonly PinnedFile[];
  /** Ids of the benchmarks whose mean this one is; absent for a benchmark of its own. */
  readonly parts?: readonly string[];
  /** Scores a candidate. */
  score(candidate: Candidate, context: RunContext): Promise<Score>;
}

/** Data set + metric + ceiling + conditions = a number with a version, as a plugin. */
export interface Benchmark extends BenchmarkDescription {
  readonly kind: 'benchmark';
  readonly apiVersion: number;
  readonly scoreVersion: number;
}

/** Makes a benchmark plugin. */
export function defineBenchmark(description: BenchmarkDescription): Benchmark {
  return Object.freeze({ scoreVersion: 1, ...description, kind: 'benchmark', apiVersion });
}
