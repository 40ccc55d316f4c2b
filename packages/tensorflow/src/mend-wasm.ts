import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs';
import { VentralError } from '@ventral/errors';
import type { TensorFlowFunctions } from './tensorflow.ts';

/**
 * Mends `_FusedMatMul` of the WebAssembly back end. Where a factor is transposed, or there are
 * several products, it takes a path of its own (seen in 4.22.0) that adds the bias to the first row
 * and the last bias to all others. Factors are transposed beforehand here.
 *
 * Once a process, before the back end starts.
 */
export function mendFusedMatMul(tf: TensorFlowFunctions): void {
  const product = tf.getKernel('_FusedMatMul', 'wasm');
  const transpose = tf.getKernel('Transpose', 'wasm');
  tf.unregisterKernel('_FusedMatMul', 'wasm');
  tf.registerKernel({
    ...product,
    kernelFunc(settings) {
      const { backend, attrs = {} } = settings;
      const { a, b, bias, ...others } = settings.inputs as Record<'a' | 'b' | 'bias', TensorInfo>;
      if (bias === undefined) return product.kernelFunc(settings);
      const products = Math.max(a.shape[0] as number, b.shape[0] as number);
      if (products > 1) {
        throw new VentralError(
          'MODEL_FAILED',
          `The back end wasm cannot add a bias to ${products} matrix products at once.`,
          { hint: 'Choose another one, such as with VENTRAL_TENSORFLOW=cpu.' },
        );
      }
      const made: TensorInfo[] = [];
      const transposed = (x: TensorInfo): TensorInfo => {
        const result = transpose.kernelFunc({ inputs: { x }, backend, attrs: { perm: [0, 2, 1] } });
        made.push(result as TensorInfo);
        return result as TensorInfo;
      };
      const inputs = {
        ...others,
        a: attrs.transposeA ? transposed(a) : a,
        b: attrs.transposeB ? transposed(b) : b,
        bias,
      };
      const plain = { ...attrs, transposeA: false, transposeB: false };
      const result = product.kernelFunc({ inputs, backend, attrs: plain });
      for (const { dataId } of made) (backend as KernelBackend).disposeData(dataId);
      return result;
    },
  });
}
