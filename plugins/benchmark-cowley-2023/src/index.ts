/**
 * Prediction of macaque V4 responses to natural images, on the recordings of Cowley et al. (2023).
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
