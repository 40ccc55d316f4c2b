import type { NdArray } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { ElementType } from './element-type.ts';
import { floatToHalf, halfToFloat } from './half-float.ts';

/** The arrays that hold the values of a tensor: `float16` as its 16 bits, `bool` as 0 and 1. */
export type TensorValues =
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

/** An array that goes into or comes out of a graph. */
export interface Tensor extends NdArray<TensorValues> {
  readonly type: ElementType;
}

/**
 * A tensor of real numbers, of the type that a graph wants: half precision takes the nearest number.
 *
 * @returns shares the values where they are `float32` already
 */
export function tensorOfFloats(
  { shape, values }: NdArray<Float32Array>,
  type: 'float16' | 'float32' | 'float64',
): Tensor {
  if (type === 'float32') return { type, shape, values };
  const typed =
    type === 'float64' ? Float64Array.from(values) : Uint16Array.from(values, floatToHalf);
  return { type, shape, values: typed };
}

/**
 * The values as 32-bit floats; the tensor's own array where they already are.
 *
 * @throws VentralError `MODEL_FAILED` for text, which is no number
 */
export function toFloat32({ type, values }: Tensor): Float32Array {
  if (values instanceof Float32Array) return values;
  if (type === 'string') {
    throw new VentralError('MODEL_FAILED', 'A tensor of text cannot be read as numbers.');
  }
  // Node 24 and later hand out a Float16Array here: its elements are numbers already.
  if (type === 'float16' && values instanceof Uint16Array)
    return Float32Array.from(values, halfToFloat);
  return Float32Array.from(values as Iterable<number | bigint>, Number);
}
