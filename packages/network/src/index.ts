/**
 * A network as a model: how it takes images, which of its layers count, and images shown to it in
 * batches. ONNX networks whole; for other runtimes, all but the running.
 *
 * @module
 */
export { batchSize } from './batch-size.ts';
export { candidateLayers, type GraphLayer } from './candidate-layers.ts';
export type { FrontEnd } from './front-end.ts';
export { type ImageInput, imageInput, inputShape } from './image-input.ts';
export { look, type NetworkRun, type Viewer } from './look.ts';
export { networkDigest } from './network-digest.ts';
export { type NetworkDescription, networkModel } from './network-model.ts';
export { type NetworkNoise, noiseInput } from './network-noise.ts';
export { networkNotes } from './network-notes.ts';
export type { MakeNetwork, NetworkOptions, NetworkToTrain } from './network-to-train.ts';
export { prepareBatch } from './prepare-batch.ts';
export { preprocessingMissing } from './preprocessing-missing.ts';
export { readPreprocessing } from './read-preprocessing.ts';
export { requireLayers } from './require-layers.ts';
export {
  type FrontEndOptions,
  frontEndSettings,
  type MakeFrontEnd,
  type NetworkBehind,
  putBehind,
  type TrainingFrontEnd,
} from './training-front-end.ts';
