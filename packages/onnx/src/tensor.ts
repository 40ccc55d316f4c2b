import { VentralError } from '@ventral/errors';
import type { ElementType } from './element-type.ts';
import { halfToFloat } from './half-float.ts';

/** The arrays that hold the elements of a tensor. */
export type TensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | string[];

/** A dense array of any rank that goes into or comes out of a graph. */
export interface Tensor {
  readonly type: ElementType;
  /** Sizes, slowest first. */
  readonly dims: readonly number[];
  /** Row-major; `float16` as its 16 bits (`Uint16Array`), `bool` as 0 and 1. */
  readonly data: TensorData;
}

/**
 * The elements as 32-bit floats; the tensor's own array where they already are.
 *
 * @throws VentralError `MODEL_FAILED` for text, which is no number
 */
export function toFloat32(tensor: Tensor): Float32Array {
  const { type, data } = tensor;
  if (data instanceof Float32Array) return data;
  if (type === 'string') {
    throw new VentralError('MODEL_FAILED', 'A tensor of text cannot be read as numbers.');
  }
  // Node 24 and later hand out a Float16Array here: its elements are numbers already.
  if (type === 'float16' && data instanceof Uint16Array)
    return Float32Array.from(data, halfToFloat);
  return Float32Array.from(data as Iterable<number | bigint>, Number);
}
