/**
 * HMAX: oriented filters, maxima over position and scale, and templates, as a model.
 *
 * @module
 */
export { type HmaxOptions, hmax, hmaxModel } from './hmax-model.ts';
