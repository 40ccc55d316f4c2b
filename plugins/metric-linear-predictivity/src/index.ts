/**
 * How well features predict recordings through a linear mapping: regressions fitted on some stimuli
 * and tested on others.
 *
 * @module
 */
export type { CrossValidationOptions } from './cross-validation.ts';
export { linearPredictivity } from './linear-predictivity.ts';
export { neuronToNeuron } from './neuron-to-neuron.ts';
export { type PlsMetricOptions, pls } from './pls.ts';
export { reversePls } from './reverse-pls.ts';
export { type RidgeMetricOptions, ridge } from './ridge.ts';
export { ridgecv } from './ridgecv.ts';
export { type RidgecvSplitOptions, ridgecvSplit } from './ridgecv-split.ts';
