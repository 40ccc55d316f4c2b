/**
 * TensorFlow.js: its back ends, chosen and loaded when they are needed, and training with it.
 *
 * @module
 */
export { type Backend, backends } from './backend.ts';
export { computeGradientsWithTensorFlow } from './compute-gradients-with-tensorflow.ts';
export { loadTensorFlow, type TensorFlowOptions } from './load-tensorflow.ts';
export type { TensorFlow, TensorFlowFunctions } from './tensorflow.ts';
export {
  type TensorFlowTrainingEngine,
  tensorflowTrainingEngine,
} from './tensorflow-training-engine.ts';
