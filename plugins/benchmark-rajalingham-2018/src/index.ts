/**
 * Whether a model takes the same images for the same objects as people do: the behaviour of
 * Rajalingham et al. (2018).
 *
 * @module
 */
export { benchmarks, choiceBenchmark } from './benchmarks.ts';
