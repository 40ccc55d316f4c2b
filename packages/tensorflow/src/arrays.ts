import type { Tensor } from '@tensorflow/tfjs';
import type { NdArray } from '@ventral/arrays';
import type { NamedArrays } from '@ventral/training';
import type { Tensors } from './forward.ts';
import type { TensorFlowFunctions } from './tensorflow.ts';

/** An array as a tensor of float32; the array may be written to afterwards. */
export function tensorOf(tf: TensorFlowFunctions, { shape, values }: NdArray): Tensor {
  return tf.tensor(Float32Array.from(values), [...shape], 'float32');
}

/** The named arrays as tensors. */
export function tensorsOf(
  tf: TensorFlowFunctions,
  arrays: NamedArrays,
  names: readonly string[],
): Tensors {
  return Object.fromEntries(names.map((name) => [name, tensorOf(tf, arrays[name] as NdArray)]));
}

/** A copy of a tensor's values. */
export function arrayOf(tensor: Tensor): NdArray {
  return { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) };
}
