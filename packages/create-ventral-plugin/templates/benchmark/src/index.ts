/**
 * A benchmark on simulated units that prefer an orientation.
 *
 * @module
 */
export { __EXPORT__ } from './__NAME__.ts';
