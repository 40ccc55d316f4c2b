/**
 * A simulated language region whose truth is known, as a data set.
 *
 * @module
 */
export {};
