/**
 * Scores on clusters: chunks of cells as arrays of Slurm jobs.
 *
 * @module
 */
export { defaultTemplate } from './batch-script.ts';
export { openSlurmEngine } from './slurm-engine.ts';
