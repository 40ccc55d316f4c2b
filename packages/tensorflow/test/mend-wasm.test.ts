import { RandomState } from '@ventral/numerics';
import { loadTensorFlow, type TensorFlow } from '@ventral/tensorflow';
import { describe, expect, it } from 'vitest';

const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid'] as const;
const cases = [false, true].flatMap((transposeA) =>
  [false, true].flatMap((transposeB) =>
    activations.map((activation) => ({ transposeA, transposeB, activation })),
  ),
);

describe('matrix products with a bias, on the back end wasm', () => {
  it.each(cases)('are those of cpu: %j', async (settings) => {
    const random = new RandomState(1);
    const draw = (size: number) =>
      Float32Array.from({ length: size }, () => random.standardNormal());
    const [a, b, bias] = [draw(15), draw(20), draw(4)];
    const compute = ({ compute }: TensorFlow) =>
      compute((tf) => {
        const product = tf.fused.matMul({
          ...settings,
          a: tf.tensor2d(a, settings.transposeA ? [5, 3] : [3, 5]),
          b: tf.tensor2d(b, settings.transposeB ? [4, 5] : [5, 4]),
          bias: tf.tensor1d(bias),
        });
        return Array.from(product.dataSync());
      });
    const [wasm, cpu] = [
      compute(await loadTensorFlow({ backend: 'wasm' })),
      compute(await loadTensorFlow({ backend: 'cpu' })),
    ];
    expect(wasm).toHaveLength(12);
    for (const [index, value] of wasm.entries()) expect(value).toBeCloseTo(cpu[index] as number, 5);
  });

  it('are refused where there are several at once', async () => {
    const { compute } = await loadTensorFlow({ backend: 'wasm' });
    const several = () =>
      compute((tf) =>
        tf.fused
          .matMul({ a: tf.ones([2, 3, 5]), b: tf.ones([2, 5, 4]), bias: tf.ones([4]) })
          .dataSync(),
      );
    expect(several).toThrow(expect.objectContaining({ code: 'MODEL_FAILED' }));
  });

  it('leave nothing behind', async () => {
    const { compute } = await loadTensorFlow({ backend: 'wasm' });
    const buffers = () => compute((tf) => tf.memory().numDataBuffers);
    const before = buffers();
    compute((tf) =>
      tf.fused
        .matMul({ a: tf.ones([3, 5]), b: tf.ones([4, 5]), bias: tf.ones([4]), transposeB: true })
        .dataSync(),
    );
    expect(buffers()).toBe(before);
  });
});
