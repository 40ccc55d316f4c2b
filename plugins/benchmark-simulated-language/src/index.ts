/**
 * How well a model that reads predicts a simulated language region.
 *
 * @module
 */
export { simulatedLanguageRidge } from './benchmarks.ts';
