/**
 * Macaque V1 and V2 responses to textures (Freeman, Ziemba et al. 2013) as a data set: pinned,
 * fetched when needed, labelled, and read one region at a time.
 *
 * @module
 */
export { freemanZiemba2013 } from './freeman-ziemba-2013.ts';
