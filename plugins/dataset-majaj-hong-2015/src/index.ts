/**
 * Macaque V4 and IT responses to objects (Majaj, Hong et al. 2015) as a data set: pinned, fetched
 * when needed, labelled, and read one region at a time.
 *
 * @module
 */
export { majajHong2015 } from './majaj-hong-2015.ts';
