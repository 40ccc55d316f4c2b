import type { Benchmark, RunContext } from '@ventral/core';
import { benchmarkRules, benchmarkScoreRules } from './benchmark-rules.ts';
import { registerRules } from './rules.ts';

/** How a benchmark is checked. */
export interface BenchmarkCheckOptions {
  /** What to score with, where the files of its data set are at hand. */
  readonly context?: RunContext;
}

/**
 * Registers the conformance tests of a benchmark: its form and texts; region and species, and that
 * its data set has them; pins, and that they are the data set's. With a context, its score as well:
 * of features drawn at random, plain JSON, the same each time.
 */
export function checkBenchmark(
  benchmark: Benchmark,
  { context }: BenchmarkCheckOptions = {},
): void {
  registerRules(benchmark.id, benchmarkRules, { plugin: benchmark });
  if (context === undefined) return;
  const subject = { plugin: benchmark, context };
  registerRules(`${benchmark.id}, scoring,`, benchmarkScoreRules, subject);
}
