/**
 * Training of small networks, the same bits from the same seed.
 *
 * @module
 */

export { checkAdam } from './adam.ts';
export { checkOrder, checkTask } from './check-task.ts';
export { computeGradients } from './compute-gradients.ts';
export { drawParameters } from './draw-parameters.ts';
export {
  type FitSettings,
  type FitState,
  type FittedEpoch,
  type FittedNetwork,
  fitNetwork,
  type SampleRoles,
} from './fit-network.ts';
export { type FitNetworksOptions, fitNetworks } from './fit-networks.ts';
export type { LayerPlace, ParameterDescription } from './layers/layer-kind.ts';
export type {
  ConcatenateLayer,
  Conv2dLayer,
  DenseLayer,
  FlattenLayer,
  InputLayer,
  MaxPool2dLayer,
  Network,
  NetworkLayer,
  OnnxNetwork,
  ReluLayer,
  Windows,
} from './network.ts';
export {
  type NetworkPlan,
  type NetworkValues,
  planNetwork,
  requireComputed,
} from './network-plan.ts';
export { readTrainable, trainedModel } from './onnx-network.ts';
export { onnxTrainingEngine } from './onnx-training-engine.ts';
export { parameterShapes } from './parameter-shapes.ts';
export { requireFiniteLosses } from './require-finite-losses.ts';
export { trainedGraph } from './trained-graph.ts';
export type {
  AdamSettings,
  Loss,
  Moments,
  NamedArrays,
  Training,
  TrainingEngine,
  TrainingTask,
} from './training-engine.ts';
