/**
 * Whether a language model's surprisal of words says how people read them: by correlation, and by what it adds to
 * length and frequency.
 *
 * @module
 */
export { deltaLogLikelihood } from './delta-log-likelihood.ts';
export { pearsonr } from './pearsonr.ts';
