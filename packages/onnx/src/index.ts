/**
 * ONNX networks: read, cut down to some of their layers, built and run.
 *
 * @module
 */
export {
  buildModel,
  encodeNode,
  type GraphAttribute,
  type GraphConstant,
  type GraphDescription,
  type GraphNode,
  type GraphValue,
  type ModelGraph,
  modelOfGraph,
} from './build-model.ts';
export { type ComparedValue, compareDevice } from './compare-device.ts';
export { cutValues, type ValueNode } from './cut-values.ts';
export { deviceTolerance } from './device-distance.ts';
export type { DeviceOpener, DeviceOptions } from './device-session.ts';
export type { ElementType } from './element-type.ts';
export { encodeModel } from './encode-model.ts';
export { extendModel, type ModelExtension } from './extend-model.ts';
export { externalFiles } from './external-files.ts';
export {
  type Adapter,
  type AdapterSearch,
  deviceIdentity,
  findAdapter,
  hasHardwareAdapter,
  type MissingAdapter,
} from './find-adapter.ts';
export { type FreedBatch, freeBatch } from './free-batch.ts';
export type { NodeProto } from './generated/onnx_pb.ts';
export { type GrowingGraph, growGraph } from './grow-graph.ts';
export { floatToHalf } from './half-float.ts';
export { findImageAxis, type ImageAxis, type SizesOfBatch } from './image-axis.ts';
export { type InferredValue, inferValues } from './infer-values.ts';
export { randomOperators, requireInference } from './inference-only.ts';
export { inlineConditions } from './inline-conditions.ts';
export {
  type ListedLayers,
  listLayers,
  type ModelLayer,
  type UnusableValue,
} from './list-layers.ts';
export { listWeights, type ModelWeight } from './list-weights.ts';
export { type ModelInput, modelInputs } from './model-inputs.ts';
export { type GraphAnatomy, networkAnatomy } from './network-anatomy.ts';
export { nodeAttributes } from './node-attributes.ts';
export type { OnnxModel } from './onnx-model.ts';
export { openSession } from './open-session.ts';
export { type PlacedOperator, placeOperators } from './place-operators.ts';
export {
  type PrunedLayer,
  type PrunedModel,
  type PruneScope,
  type PruneSettings,
  pruneWeights,
} from './prune-weights.ts';
export { readFloatWeights } from './read-float-weights.ts';
export { readModel } from './read-model.ts';
export { replaceWeights } from './replace-weights.ts';
export { tryDevice } from './runtime-session.ts';
export type { Session, SessionDevice, SessionOptions, SessionValue } from './session.ts';
export { squareWindows } from './square-windows.ts';
export { namesReadBy, subgraphsOf } from './subgraphs.ts';
export { tapLayers } from './tap-layers.ts';
export { type Tensor, type TensorValues, tensorOfFloats, toFloat32 } from './tensor.ts';
export { withInputs } from './with-inputs.ts';
