/**
 * Whether a model answers as people do: errors on the same stimuli, and accuracy; and the ceilings
 * that people set for each other.
 *
 * @module
 */
export { accuracy } from './accuracy.ts';
export {
  type AccuracyDistanceOptions,
  accuracyDistance,
  accuracyDistanceCeiling,
} from './accuracy-distance.ts';
export {
  errorConsistency,
  errorConsistencyAbsolute,
  errorConsistencyCeiling,
} from './error-consistency.ts';
export { type Answers, type HumanAnswers, readHumanAnswers } from './human-answers.ts';
export { kappa } from './kappa.ts';
