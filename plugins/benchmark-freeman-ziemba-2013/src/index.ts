/**
 * Prediction of macaque V1 and V2 responses to textures, on the recordings of Freeman, Ziemba et
 * al. (2013): Brain-Score's benchmarks of these regions.
 *
 * @module
 */
export { benchmarks, freemanZiembaBenchmark } from './benchmarks.ts';
