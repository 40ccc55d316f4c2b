/**
 * Representational similarity analysis: how alike the dissimilarities between stimuli are in a
 * model and in a brain, over all stimuli or parts of them; and the ceiling that subjects set.
 *
 * @module
 */
export { rdm, rdmCrossValidated, rsaCeiling } from './rdm.ts';
export { subjectAgreement } from './subject-agreement.ts';
