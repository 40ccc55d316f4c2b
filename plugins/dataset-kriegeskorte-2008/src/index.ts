/**
 * Dissimilarities of 92 objects in macaque IT, human IT and human judgement (Kriegeskorte et al.
 * 2008) as a data set: pinned, fetched when needed, labelled.
 *
 * @module
 */
export { kriegeskorte2008 } from './kriegeskorte-2008.ts';
