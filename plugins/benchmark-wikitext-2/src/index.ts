/**
 * How well a language model knows the next word of articles of Wikipedia (WikiText-2; Merity et al. 2016).
 *
 * @module
 */
export { wikitext2NextWord, wikitext2Perplexity } from './benchmarks.ts';
