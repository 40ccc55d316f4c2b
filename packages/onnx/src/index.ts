/**
 * ONNX networks: read, cut, built and run.
 *
 * @module
 */
export {
  buildModel,
  type GraphAttribute,
  type GraphConstant,
  type GraphDescription,
  type GraphNode,
  type GraphValue,
  type ModelDescription,
} from './build-model.ts';
export type { ElementType } from './element-type.ts';
export { openSession, type Session, type SessionOptions, type SessionValue } from './session.ts';
export { type Tensor, type TensorData, toFloat32 } from './tensor.ts';
