/**
 * How long people look at each word of ten stories (Natural Stories; Futrell et al. 2021) as a data set: pinned, fetched
 * when needed, labelled.
 *
 * @module
 */
export { futrell2018 } from './futrell-2018.ts';
