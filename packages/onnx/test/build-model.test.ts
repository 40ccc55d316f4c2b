import { buildModel, openSession } from '@ventral/onnx';
import { describe, expect, it } from 'vitest';

describe('buildModel', () => {
  it.each(['float32', 'float64'] as const)(
    'multiplies matrices of %s of any size',
    async (type) => {
      await using session = await openSession(
        buildModel({
          inputs: [
            { name: 'a', type, shape: ['k', 'n'] },
            { name: 'b', type, shape: ['k', 'm'] },
          ],
          outputs: [{ name: 'c', type, shape: ['n', 'm'] }],
          nodes: [
            {
              operation: 'Gemm',
              inputs: ['a', 'b'],
              outputs: ['c'],
              attributes: { transA: { int: 1 }, alpha: { float: 2 } },
            },
          ],
        }),
      );
      const array = type === 'float32' ? Float32Array : Float64Array;
      const { c } = await session.run({
        a: { type, shape: [2, 3], values: array.from([1, 2, 3, 4, 5, 6]) },
        b: { type, shape: [2, 1], values: array.from([10, 100]) },
      });
      expect(c?.type).toBe(type);
      expect(c?.shape).toEqual([3, 1]);
      expect(c?.values).toEqual(array.from([820, 1040, 1260]));
      expect(session.inputs[0]).toEqual({ name: 'a', type, shape: ['k', 'n'] });
    },
  );

  it('keeps constants of every element type', async () => {
    const constants = {
      float32: Float32Array.of(1.5, -2),
      float64: Float64Array.of(1 / 3, -2),
      int32: Int32Array.of(7, -8),
      int64: BigInt64Array.of(9n, -(2n ** 40n)),
    };
    const types = Object.keys(constants) as (keyof typeof constants)[];
    await using session = await openSession(
      buildModel({
        inputs: [],
        outputs: types.map((type) => ({ name: type, type, shape: [2] })),
        nodes: types.map((type) => ({
          operation: 'Identity',
          inputs: [`${type} constant`],
          outputs: [type],
        })),
        initializers: types.map((type) => ({
          name: `${type} constant`,
          shape: [2],
          values: constants[type],
        })),
      }),
    );
    const results = await session.run({});
    for (const type of types) expect(results[type]?.values).toEqual(constants[type]);
  });

  it('holds the body of a Scan', async () => {
    const running = { type: 'float64', shape: [] } as const;
    await using session = await openSession(
      buildModel({
        inputs: [
          { name: 'start', ...running },
          { name: 'values', type: 'float64', shape: ['n'] },
        ],
        outputs: [
          { name: 'total', ...running },
          { name: 'sums', type: 'float64', shape: ['n'] },
        ],
        nodes: [
          {
            operation: 'Scan',
            inputs: ['start', 'values'],
            outputs: ['total', 'sums'],
            attributes: {
              num_scan_inputs: { int: 1 },
              body: {
                graph: {
                  inputs: [
                    { name: 'sum', ...running },
                    { name: 'value', ...running },
                  ],
                  outputs: [
                    { name: 'next', ...running },
                    { name: 'each', ...running },
                  ],
                  nodes: [
                    { operation: 'Add', inputs: ['sum', 'value'], outputs: ['next'] },
                    { operation: 'Identity', inputs: ['next'], outputs: ['each'] },
                  ],
                },
              },
            },
          },
        ],
      }),
    );
    const { total, sums } = await session.run({
      start: { type: 'float64', shape: [], values: Float64Array.of(1) },
      values: { type: 'float64', shape: [3], values: Float64Array.of(1, 2, 3) },
    });
    expect(total?.values).toEqual(Float64Array.of(7));
    expect(sums?.values).toEqual(Float64Array.of(2, 4, 7));
  });
});
