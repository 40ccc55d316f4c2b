import { buildModel, floatToHalf, openSession, type Tensor, toFloat32 } from '@ventral/onnx';
import { describe, expect, it } from 'vitest';

const values = Float32Array.of(0, 1, -2.5, 65504, 2 ** -24, 2 ** -14, 1 / 3);

describe('toFloat32', () => {
  it.each([
    ['float16', 10, [0, 1, -2.5, 65504, 2 ** -24, 2 ** -14, 0.333251953125]],
    ['float64', 11, [...values]],
    ['int32', 6, [0, 1, -2, 65504, 0, 0, 0]],
    ['int64', 7, [0, 1, -2, 65504, 0, 0, 0]],
    ['bool', 9, [0, 1, 1, 1, 1, 1, 1]],
  ] as const)('reads %s', async (type, code, expected) => {
    await using session = await openSession(
      buildModel({
        inputs: [{ name: 'x', type: 'float32', shape: ['n'] }],
        outputs: [{ name: 'y', type, shape: ['n'] }],
        nodes: [
          { operation: 'Cast', inputs: ['x'], outputs: ['y'], attributes: { to: { int: code } } },
        ],
      }),
    );
    const { y } = await session.run({ x: { type: 'float32', shape: [7], values } });
    expect(toFloat32(y as Tensor)).toEqual(Float32Array.from(expected));
  });

  it('reads the special values of float16', () => {
    const values = Uint16Array.of(0x7c00, 0xfc00, 0x7e00, 0x8000);
    const numbers = toFloat32({ type: 'float16', shape: [4], values });
    expect(numbers).toEqual(
      Float32Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, -0),
    );
  });

  it('copies nothing that is float32 already', () => {
    expect(toFloat32({ type: 'float32', shape: [7], values })).toBe(values);
  });

  it('refuses text', () => {
    expect(() => toFloat32({ type: 'string', shape: [1], values: ['cat'] })).toThrowError(
      expect.objectContaining({ code: 'MODEL_FAILED' }),
    );
  });
});

describe('floatToHalf', () => {
  it('gives back the bits of every number that has any', () => {
    const all = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
    const numbers = toFloat32({ type: 'float16', shape: [all.length], values: all });
    for (const [bits, number] of numbers.entries()) {
      if (Number.isNaN(number)) expect(toFloat32(half(floatToHalf(number)))[0]).toBeNaN();
      else if (floatToHalf(number) !== bits) expect.fail(`${bits} became ${floatToHalf(number)}`);
    }
  });

  it.each([
    [1 / 3, 0.333251953125],
    [-0.1, -0.0999755859375],
    [2047.6, 2048],
    [65_519, 65_504],
    [65_520, Number.POSITIVE_INFINITY],
    [-1e9, Number.NEGATIVE_INFINITY],
    [2.9e-8, 0],
    [4e-8, 2 ** -24],
  ])('takes the nearest number to %d', (value, nearest) => {
    expect(toFloat32(half(floatToHalf(value)))[0]).toBe(nearest);
  });

  function half(bits: number): Tensor {
    return { type: 'float16', shape: [1], values: Uint16Array.of(bits) };
  }
});
