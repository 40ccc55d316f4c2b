/**
 * Human early visual cortex and IT of fifteen people (Algonauts Challenge of 2019) as benchmarks: rank
 * correlations beside their ceilings, and the challenge's own share of the explainable variance.
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
