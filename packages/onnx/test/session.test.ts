import { buildModel, openSession } from '@ventral/onnx';
import { describe, expect, it } from 'vitest';

const double = buildModel({
  inputs: [{ name: 'x', type: 'float32', shape: ['n', 2] }],
  outputs: [
    { name: 'twice', type: 'float32', shape: ['n', 2] },
    { name: 'negative', type: 'float32', shape: ['n', 2] },
  ],
  nodes: [
    { operation: 'Add', inputs: ['x', 'x'], outputs: ['twice'] },
    { operation: 'Neg', inputs: ['x'], outputs: ['negative'] },
  ],
});
const x = { type: 'float32', shape: [1, 2], values: Float32Array.of(1, 2) } as const;

describe('openSession', () => {
  it('computes only what is fetched', async () => {
    await using session = await openSession(double, { threads: 1 });
    expect(Object.keys(await session.run({ x }))).toEqual(['twice', 'negative']);
    const fetched = await session.run({ x }, ['negative']);
    expect(Object.keys(fetched)).toEqual(['negative']);
    expect(fetched.negative?.values).toEqual(Float32Array.of(-1, -2));
  });

  it('says why a graph could not be run', async () => {
    await using session = await openSession(double);
    await expect(session.run({ x: { ...x, shape: [2, 1] } })).rejects.toMatchObject({
      code: 'MODEL_FAILED',
      message: expect.stringContaining('invalid dimensions'),
    });
    await expect(session.run({})).rejects.toMatchObject({ code: 'MODEL_FAILED' });
    await expect(session.run({ x }, ['thrice'])).rejects.toMatchObject({ code: 'MODEL_FAILED' });
  });

  it('says why a graph was refused', async () => {
    const wrong = buildModel({
      inputs: [],
      outputs: [{ name: 'y', type: 'float32', shape: [] }],
      nodes: [{ operation: 'Relu', inputs: ['nowhere'], outputs: ['y'] }],
    });
    await expect(openSession(wrong)).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringContaining('nowhere'),
    });
  });

  it('keeps several sessions apart', async () => {
    await using first = await openSession(double);
    {
      await using second = await openSession(double);
      const results = await Promise.all([first.run({ x }), second.run({ x })]);
      expect(results[0]?.twice?.values).toEqual(results[1]?.twice?.values);
    }
    expect((await first.run({ x })).twice?.values).toEqual(Float32Array.of(2, 4));
  });

  it('runs on CUDA, or says that it cannot and what to do', async () => {
    try {
      await using session = await openSession(double, { device: 'cuda' });
      expect((await session.run({ x })).twice?.values).toEqual(Float32Array.of(2, 4));
    } catch (error) {
      expect(error).toMatchObject({
        code: 'DEVICE_UNAVAILABLE',
        hint: expect.stringContaining('ONNXRUNTIME_NODE_INSTALL=cuda12'),
      });
    }
  });
});
