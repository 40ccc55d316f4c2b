/**
 * The pixels themselves as a model: the baseline that every network has to beat.
 *
 * @module
 */
export { pixels } from './pixels.ts';
