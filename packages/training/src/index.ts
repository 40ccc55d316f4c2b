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
export { type LearningRateSettings, learningRateAt } from './learning-rate.ts';
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
export type { TrainerState } from './network-trainer.ts';
export { type ResNetSettings, resNet } from './networks/res-net.ts';
export type { AdversarialSettings } from './objectives/adversarial.ts';
export { ckaAlignment } from './objectives/cka-alignment.ts';
export { type ClassificationSettings, classification } from './objectives/classification.ts';
export { type HarmonizerSettings, harmonizerAlignment } from './objectives/harmonizer.ts';
export type { ImportanceMaps } from './objectives/importance-maps.ts';
export { neuralRegression } from './objectives/neural-regression.ts';
export type { ResponsesToImages } from './objectives/recorded-responses.ts';
export { similarityAlignment } from './objectives/similarity-alignment.ts';
export type { TrainingObjective, WeightedObjective } from './objectives/training-objective.ts';
export { networkOutput, readTrainable, trainedModel } from './onnx-network.ts';
export { onnxTrainingEngine } from './onnx-training-engine.ts';
export type { AdamStepSettings, OptimizerSettings, SgdSettings } from './optimizers/optimizer.ts';
export { parameterShapes } from './parameter-shapes.ts';
export { requireFiniteLosses } from './require-finite-losses.ts';
export type { Augmentation, ImageView } from './samples/augmentation.ts';
export type { DrawnInput } from './samples/drawn-input.ts';
export type { ImageSamples, PixelScale } from './samples/image-samples.ts';
export {
  type EpochCurve,
  type EpochsListeners,
  type EpochsState,
  type EpochsTask,
  type TrainingPass,
  trainEpochs,
} from './train-epochs.ts';
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
export type { NamedImages } from './validate.ts';
export { withNewOutput } from './with-new-output.ts';
export { withOwnWeights } from './with-own-weights.ts';
