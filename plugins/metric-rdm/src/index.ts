/**
 * Representational similarity analysis: how alike the dissimilarities between stimuli are in a
 * model and in a brain, over all stimuli or parts of them; and the ceiling that subjects set.
 *
 * @module
 */
export type { PartsOptions } from '@ventral/numerics';
export { rdm, rdmCrossValidated } from './rdm.ts';
export { type RsaCeilingOptions, rsaCeiling } from './rsa-ceiling.ts';
