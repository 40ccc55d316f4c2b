/**
 * Human choices on images of seventeen distortions (Geirhos et al. 2021) as a data set: pinned,
 * fetched when needed, labelled.
 *
 * @module
 */
export { type DistortionExperiment, geirhos2021 } from './geirhos-2021.ts';
