/**
 * How well features predict recordings through a linear mapping: regressions fitted on some stimuli
 * and tested on others.
 *
 * @module
 */
export { linearPredictivity, neuronToNeuron, pls, ridge } from './regressions.ts';
export { reversePls } from './reverse-pls.ts';
export { ridgecv, ridgecvSplit } from './ridgecv.ts';
export { linearPearsonrCeiling, ridgePearsonrCeiling } from './subject-ceiling.ts';
export { linearPearsonr, ridgePearsonr } from './text-regressions.ts';
