/**
 * Human choices on edge, silhouette and cue-conflict images (Geirhos et al. 2019) as a data set:
 * pinned, fetched when needed, labelled.
 *
 * @module
 */
export { type GeirhosExperiment, geirhos2019 } from './geirhos-2019.ts';
