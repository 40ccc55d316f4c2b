/**
 * Training of small networks, the same bits from the same seed.
 *
 * @module
 */

export { computeGradients } from './compute-gradients.ts';
export { drawParameters } from './draw-parameters.ts';
export type {
  ConcatenateLayer,
  Conv2dLayer,
  DenseLayer,
  FlattenLayer,
  InputLayer,
  MaxPool2dLayer,
  Network,
  NetworkLayer,
  ReluLayer,
  Windows,
} from './network.ts';
export { onnxTrainingEngine } from './onnx-training-engine.ts';
export { parameterShapes } from './parameter-shapes.ts';
export { requireFiniteLosses } from './require-finite-losses.ts';
export { trainedGraph } from './trained-graph.ts';
export type {
  AdamSettings,
  DenseArray,
  Loss,
  NamedArrays,
  Training,
  TrainingEngine,
  TrainingTask,
} from './training-engine.ts';
