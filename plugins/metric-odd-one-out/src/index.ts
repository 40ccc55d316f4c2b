/**
 * Whether features say which of three objects people find the odd one: accuracy above chance, the
 * likelihood of people's choices, and what people agree on.
 *
 * @module
 */
export { oddOneOut, oddOneOutLogLikelihood } from './odd-one-out.ts';
export { oddOneOutCeiling } from './odd-one-out-ceiling.ts';
