import type { Tensor } from '@ventral/onnx';
import { floats, type Precision } from './graph-writer.ts';
import type { DenseArray } from './training-engine.ts';

/**
 * An array as a tensor in the precision of a training. Copied where it is not, and where its memory
 * is shared between threads, which onnxruntime does not take.
 */
export function tensor({ shape, values }: DenseArray, precision: Precision): Tensor {
  const fits =
    precision === 'float32' ? values instanceof Float32Array : values instanceof Float64Array;
  const own = fits && !(values.buffer instanceof SharedArrayBuffer);
  return { type: precision, dims: shape, data: own ? values : floats(precision, values) };
}

/** A tensor of real numbers as an array; its values are not copied. */
export function denseArray(result: Tensor | undefined): DenseArray {
  const { dims, data } = result as Tensor;
  return { shape: dims, values: data as Float32Array | Float64Array };
}
