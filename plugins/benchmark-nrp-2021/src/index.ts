/**
 * NRP-error: how far off neural response predictors are in V4 and IT.
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
