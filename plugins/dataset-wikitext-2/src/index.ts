/**
 * Articles of Wikipedia to read (WikiText-2; Merity et al. 2016) as a data set: pinned, fetched when needed, word by
 * word.
 *
 * @module
 */
export { type WikitextData, wikitext2 } from './wikitext-2.ts';
