/**
 * Whether a model answers as people do: errors on the same stimuli, accuracy, and shape bias; and the ceilings
 * that people set for each other.
 *
 * @module
 */
export { accuracy, accuracyCeiling } from './accuracy.ts';
export { accuracyDifference, accuracyDifferenceCeiling } from './accuracy-difference.ts';
export { accuracyDistance, accuracyDistanceCeiling } from './accuracy-distance.ts';
export type { Answers } from './answers.ts';
export {
  errorConsistency,
  errorConsistencyAbsolute,
  errorConsistencyCeiling,
} from './error-consistency.ts';
export { kappa } from './kappa.ts';
export { observedConsistency, observedConsistencyCeiling } from './observed-consistency.ts';
export { shapeBias, shapeBiasCeiling } from './shape-bias.ts';
