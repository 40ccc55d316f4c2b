/**
 * Brain-Score of 2018: the mean of how well a model predicts V4, IT and human choices.
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
