/**
 * Whether a language model's surprisal says how long people look at the words of stories (Natural Stories; Futrell et
 * al. 2021).
 *
 * @module
 */
export { benchmarks, futrell2018NextWords } from './benchmarks.ts';
