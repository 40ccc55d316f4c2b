/**
 * How alike the choices of a model and of people are, image by image (i1 to i2n) or object by
 * object (o1, o2); the ceiling that people's own trials set; and the steps in between.
 *
 * @module
 */
export { i1, i1n, i2, i2n, o1, o2, trialConsistency } from './behavioral-metrics.ts';
export { type ChoiceAlignment, type ComparedChoice, choiceAlignment } from './choice-alignment.ts';
export {
  imageDiscriminability,
  objectDiscriminability,
  withoutObjectMeans,
} from './discriminability.ts';
export {
  type ResponseMatrix,
  responsesByProbability,
  responsesInTrials,
} from './response-matrix.ts';
export { type Signature, type SignatureId, signature } from './signature.ts';
export { readTrials, type Trials } from './trials.ts';
