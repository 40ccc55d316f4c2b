/**
 * Whether a model answers as people do: errors on the same stimuli, and accuracy; and the ceilings
 * that people set for each other.
 *
 * @module
 */
export { accuracy, accuracyDistance, accuracyDistanceCeiling } from './accuracy.ts';
export type { Answers } from './answers.ts';
export {
  errorConsistency,
  errorConsistencyAbsolute,
  errorConsistencyCeiling,
} from './error-consistency.ts';
export { kappa } from './kappa.ts';
