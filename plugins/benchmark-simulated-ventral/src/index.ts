/**
 * Prediction of a simulated ventral stream, in the form of the benchmarks on real ones.
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
