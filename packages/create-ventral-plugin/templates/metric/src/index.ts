/**
 * How well the single best feature for each neuroid correlates with it.
 *
 * @module
 */
export { __EXPORT__, type BestFeatureOptions } from './__NAME__.ts';
