/**
 * The neural response predictor: a small network trained on the features of a frozen one.
 *
 * @module
 */
export type { Baseline } from './linear-baseline.ts';
export { nrp } from './nrp.ts';
export type { Search, SearchedConfiguration } from './search.ts';
