/**
 * How well a language model knows the next word: how often it expects the very word, and how little texts surprise it;
 * and benchmarks of any texts by that.
 *
 * @module
 */
export { nextWordAccuracy } from './next-word-accuracy.ts';
export { type NextWordBenchmarkDescription, nextWordBenchmark } from './next-word-benchmark.ts';
export { perplexity } from './perplexity.ts';
export { perplexityBenchmark } from './perplexity-benchmark.ts';
export type { TextsDescription } from './texts-description.ts';
