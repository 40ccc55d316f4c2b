import type { NdArray } from '@ventral/arrays';
import type { Tensor } from '@ventral/onnx';

/** The precision of a training. */
export type Precision = 'float32' | 'float64';

/** A copy in the precision of a training. */
export function floats(
  precision: Precision,
  values: ArrayLike<number>,
): Float32Array | Float64Array {
  return precision === 'float32' ? new Float32Array(values) : new Float64Array(values);
}

/**
 * An array as a tensor in the precision of a training. Copied where it is not, and where its memory
 * is shared between threads, which onnxruntime does not take.
 */
export function tensor({ shape, values }: NdArray, precision: Precision): Tensor {
  const fits =
    precision === 'float32' ? values instanceof Float32Array : values instanceof Float64Array;
  const own = fits && !(values.buffer instanceof SharedArrayBuffer);
  return { type: precision, shape, values: own ? values : floats(precision, values) };
}

/** A result of a training's graph, all of which are real numbers; its values are not copied. */
export function realNumbers(result: Tensor | undefined): NdArray {
  const { shape, values } = result as Tensor & NdArray;
  return { shape, values };
}
