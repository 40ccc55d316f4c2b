/**
 * Where people look on natural images (OSIE; Xu et al. 2014) as a data set: pinned, fetched when needed.
 *
 * @module
 */
export { type OsieData, osie } from './osie.ts';
