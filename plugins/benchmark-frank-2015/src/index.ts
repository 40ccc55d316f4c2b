/**
 * Whether a language model's surprisal says how people read sentences: reading times, eye movements and EEG (Frank et
 * al. 2013, 2015).
 *
 * @module
 */
export { benchmarks, frank2015NextWords } from './benchmarks.ts';
