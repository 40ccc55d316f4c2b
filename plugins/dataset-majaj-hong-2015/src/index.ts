/**
 * Macaque V4 and IT responses to objects (Majaj, Hong et al. 2015) as a data set: pinned, fetched
 * when needed, labelled, and read one region at a time.
 *
 * @module
 */
export { loadPart, type MajajHong2015 } from './load-part.ts';
export { majajHong2015 } from './majaj-hong-2015.ts';
export type { MajajHongFiles } from './part-files.ts';
export { type RegionRecordings, readRegion } from './read-region.ts';
