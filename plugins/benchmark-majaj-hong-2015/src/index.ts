/**
 * Prediction of macaque V4 and IT responses to objects, on the recordings of Majaj, Hong et al.
 * (2015): Brain-Score's benchmarks of these regions, and NRP-error.
 *
 * @module
 */
export { benchmarks, majajHongBenchmark } from './benchmarks.ts';
