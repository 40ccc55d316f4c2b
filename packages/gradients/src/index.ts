/**
 * The gradient of any ONNX network, by its inputs and by its weights, as an ONNX graph of its own.
 *
 * @module
 */
export { addSaliency, type SaliencySource, type SalientNetwork } from './add-saliency.ts';
export {
  type Derivative,
  differentiate,
  type GradientRequest,
} from './differentiate.ts';
export {
  createGraphWriter,
  type GraphWriter,
  type NodeAttributes,
  type Precision,
  typeCodes,
} from './graph-writer.ts';
export { crossEntropy } from './losses/cross-entropy.ts';
export { type HarmonizerOptions, harmonizer } from './losses/harmonizer.ts';
export { linearCka } from './losses/linear-cka.ts';
export { logOneMinusCka } from './losses/log-one-minus-cka.ts';
export { meanSquaredError } from './losses/mean-squared-error.ts';
export { pearsonLoss } from './losses/pearson-loss.ts';
export {
  representationalSimilarity,
  type SimilarityOptions,
} from './losses/representational-similarity.ts';
export { softmaxCrossEntropy } from './losses/softmax-cross-entropy.ts';
export { squaredNorm } from './losses/squared-norm.ts';
export { sumOf } from './losses/sum-of.ts';
export { weightedSum } from './losses/weighted-sum.ts';
export { namesIn } from './names-in.ts';
export type { Sizes } from './node-place.ts';
export type { Objective, ObjectiveWriter } from './objective.ts';
export { type ComputedGradients, type OpenGradient, openGradient } from './open-gradient.ts';
export { findValueSizes, type InputSizes, type ValueSizes } from './value-sizes.ts';
