/**
 * Simulated responses to eight gratings: a data set of pinned files.
 *
 * @module
 */
export { __EXPORT__ } from './__NAME__.ts';
