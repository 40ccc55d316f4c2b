/**
 * The neural response predictor: a small network trained on the features of a frozen one.
 *
 * @module
 */
export { nrp } from './nrp.ts';
export type { NrpOptions } from './nrp-options.ts';
