/**
 * How people read 205 sentences, word by word: reading times, eye movements and EEG (Frank et al. 2013, 2015) as a data
 * set: pinned, fetched when needed, labelled.
 *
 * @module
 */
export { frank2015 } from './frank-2015.ts';
