/**
 * Prediction of macaque V4 and IT responses to objects, on the recordings of Majaj, Hong et al.
 * (2015): Brain-Score's benchmarks of these regions.
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
export { type RegionBenchmarkSettings, regionBenchmark } from './region-benchmark.ts';
