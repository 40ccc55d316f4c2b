import { buildModel, openSession } from '@ventral/onnx';
import { describe, expect, it } from 'vitest';
import { runtimeReason } from '../src/runtime-reason.ts';

describe('a raw message of the runtime', () => {
  it.each([
    [
      'running Add node. Status Message: /build/onnxruntime/core/x/element_wise_ops.h:563 ' +
        'void onnxruntime::BroadcastIterator::Init(ptrdiff_t, ptrdiff_t) axis == 1 || axis == largest ' +
        'was false. Attempting to broadcast an axis. 2 by 3\n',
      'running Add node. Status Message: Attempting to broadcast an axis. 2 by 3',
    ],
    [
      '/build/onnxruntime/core/framework/bfc_arena.cc:360 void* onnxruntime::BFCArena::Allocate(size_t, ' +
        'bool) Failed to allocate memory for requested buffer of size 40\n',
      'Failed to allocate memory for requested buffer of size 40',
    ],
    [
      'D:\\a\\_work\\1\\s\\core\\graph\\graph.cc:12 onnxruntime::Graph::Graph(const X&) const [with T = int] No.',
      'No.',
    ],
    [
      'Status Message: matmul_helper.h:59 Compute MatMul dimension mismatch',
      'Status Message: MatMul dimension mismatch',
    ],
    [
      "Type 'tensor(uint8)' of input parameter (x) is invalid.",
      "Type 'tensor(uint8)' of input parameter (x) is invalid.",
    ],
    ['/build/onnxruntime/core/x.cc:1 ', 'the runtime does not say why.'],
  ])('is told without its build machine: %j', (message, reason) => {
    expect(runtimeReason(new Error(message))).toBe(reason);
  });

  it('never reaches the user', async () => {
    const shape = ['n', 'm'];
    const product = buildModel({
      inputs: ['a', 'b'].map((name) => ({ name, type: 'float32', shape })),
      outputs: [{ name: 'c', type: 'float32', shape }],
      nodes: [{ operation: 'Add', inputs: ['a', 'b'], outputs: ['c'] }],
    });
    await using session = await openSession(product);
    const tensorOf = (columns: number) => {
      return {
        type: 'float32',
        shape: [2, columns],
        values: new Float32Array(2 * columns),
      } as const;
    };
    const running = session.run({ a: tensorOf(2), b: tensorOf(3) });
    await expect(running).rejects.toMatchObject({
      code: 'MODEL_FAILED',
      message: expect.stringMatching(/^The graph could not be run: [^/\\]*2 by 3$/),
      hint: expect.any(String),
    });
    const wrong = openSession(buildModel({ inputs: [], outputs: [], nodes: [], opset: 99 }));
    await expect(wrong).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringMatching(/^The graph was refused: [^/\\]*Opset 99[^/\\]*$/),
      hint: expect.any(String),
    });
  });
});
