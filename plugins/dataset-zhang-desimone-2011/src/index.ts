/**
 * Spikes of macaque IT neurons to seven objects at three positions, millisecond by millisecond (Zhang et al.
 * 2011), as a data set: pinned, fetched when needed, labelled.
 *
 * @module
 */
export { zhangDesimone2011 } from './zhang-desimone-2011.ts';
