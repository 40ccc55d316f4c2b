import { backends, loadTensorFlow } from '@ventral/tensorflow';
import { describe, expect, it } from 'vitest';

describe('loadTensorFlow', () => {
  it('takes the fastest back end there is, and says why nothing faster', async () => {
    const { backend, version, note } = await loadTensorFlow();
    expect(backend).toBe('wasm');
    expect(version).toMatch(/^4\.\d+\.\d+$/);
    expect(note).toBe(
      `TensorFlow.js ${version}, back end wasm: ` +
        '@tensorflow/tfjs-node-gpu is not installed, @tensorflow/tfjs-node is not installed.',
    );
  });

  it('on the CPU says nothing of a GPU', async () => {
    const { note } = await loadTensorFlow({ device: 'cpu' });
    expect(note).not.toContain('gpu');
  });

  it('takes the back end that is named', async () => {
    const { backend, note } = await loadTensorFlow({ backend: 'cpu' });
    expect(backend).toBe('cpu');
    expect(note).toMatch(/, back end cpu\.$/);
  });

  it.each([
    [{ backend: 'node' }, 'DEPENDENCY_MISSING', 'npm install @tensorflow/tfjs-node'],
    [{ backend: 'node-gpu' }, 'DEVICE_UNAVAILABLE', 'npm install @tensorflow/tfjs-node-gpu'],
    [{ device: 'cuda' }, 'DEVICE_UNAVAILABLE', 'npm install @tensorflow/tfjs-node-gpu'],
    [{ backend: 'wasm', device: 'cuda' }, 'OPTION_INVALID', 'node-gpu'],
    [{ backend: 'node-gpu', device: 'cpu' }, 'OPTION_INVALID', 'node, wasm, cpu'],
    [{ backend: 'webgl' as 'cpu' }, 'OPTION_INVALID', backends.join(', ')],
  ] as const)('%j is refused: %s', async (options, code, hint) => {
    await expect(loadTensorFlow(options)).rejects.toMatchObject({
      code,
      hint: expect.stringContaining(hint),
    });
  });

  it('computes on the back end that was asked for, whatever others do in between', async () => {
    const [wasm, cpu] = await Promise.all([
      loadTensorFlow({ backend: 'wasm' }),
      loadTensorFlow({ backend: 'cpu' }),
    ]);
    const used = [wasm, cpu, wasm].map(({ compute }) => compute((tf) => tf.getBackend()));
    expect(used).toEqual(['wasm', 'cpu', 'wasm']);
  });

  it('frees every tensor that is not kept', async () => {
    const { compute } = await loadTensorFlow();
    const before = compute((tf) => tf.memory().numTensors);
    const sum = compute((tf) => tf.sum(tf.square(tf.tensor1d([1, 2, 3]))).dataSync()[0]);
    expect(sum).toBe(14);
    expect(compute((tf) => tf.memory().numTensors)).toBe(before);
    expect(() =>
      compute((tf) => {
        tf.tensor1d([1]);
        throw new Error('stopped');
      }),
    ).toThrow('stopped');
    expect(compute((tf) => tf.memory().numTensors)).toBe(before);
  });
});
