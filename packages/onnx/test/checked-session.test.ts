import { VentralError } from '@ventral/errors';
import { buildModel } from '@ventral/onnx';
import { describe, expect, it } from 'vitest';
import { openCheckedSession } from '../src/checked-session.ts';
import { deviceDistance } from '../src/device-distance.ts';
import { deviceFailure } from '../src/device-failure.ts';
import type { DeviceOpener } from '../src/device-session.ts';
import { encodeGraph } from '../src/encode-graph.ts';
import { adapterIn, missingAdapter } from '../src/find-adapter.ts';
import { openRuntimeSession } from '../src/runtime-session.ts';
import type { Tensor } from '../src/tensor.ts';
import { falsifiedDevice } from './falsified-device.ts';

const graph = buildModel({
  inputs: [{ name: 'x', type: 'float32', shape: ['n', 4] }],
  outputs: [{ name: 'sum', type: 'float32', shape: ['n', 1] }],
  nodes: [
    { operation: 'Abs', inputs: ['x'], outputs: ['sizes'] },
    { operation: 'Sin', inputs: ['sizes'], outputs: ['waves'] },
    { operation: 'Softmax', inputs: ['waves'], outputs: ['shares'] },
    {
      operation: 'ReduceMax',
      inputs: ['shares'],
      outputs: ['sum'],
      attributes: { axes: { ints: [1] } },
    },
  ],
});
const x: Tensor = {
  type: 'float32',
  shape: [2, 4],
  values: Float32Array.of(1, -2, 3, 4, 5, 6, -7, 8),
};
const webgpu = { device: 'webgpu' } as const;

/** A device that is as good as the processor, and counts what it runs. */
function honestDevice() {
  const runs: (readonly string[] | undefined)[] = [];
  const open: DeviceOpener = async (model, { device: _, ...options }) => {
    const session = await openRuntimeSession(await encodeGraph(model), options);
    return {
      ...session,
      async run(feeds, fetches) {
        runs.push(fetches);
        return session.run(feeds, fetches);
      },
    };
  };
  return { open, runs };
}

describe('openCheckedSession', () => {
  it('runs on a device that computes as the processor does', async () => {
    const { open, runs } = honestDevice();
    await using session = await openCheckedSession(graph, webgpu, open);
    const first = await session.run({ x });
    expect(await session.run({ x })).toEqual(first);
    expect(runs).toEqual([['sum'], ['sum']]);
  });

  it('compares again where an input is longer than before', async () => {
    const { open } = honestDevice();
    const atMost =
      (rows: number): DeviceOpener =>
      async (model, options) => {
        const [right, wrong] = [open, falsifiedDevice('Sin', 'Tanh')];
        const [small, large] = [await right(model, options), await wrong(model, options)];
        return {
          ...small,
          run: (feeds, fetches) =>
            ((feeds.x as Tensor).shape[0]! > rows ? large : small).run(feeds, fetches),
        };
      };
    await using session = await openCheckedSession(graph, webgpu, atMost(2));
    await session.run({ x });
    const values = Float32Array.from({ length: 16 }, (_, index) => 1 + index);
    const more = { ...x, shape: [4, 4], values };
    await expect(session.run({ x: more })).rejects.toMatchObject({ code: 'DEVICE_DIVERGES' });
    await session.run({ x });
  });

  it.each([
    ['Sin', 'Tanh', 'waves'],
    ['Abs', 'Neg', 'sizes'],
    ['Softmax', 'Sigmoid', 'shares'],
  ])(
    'stops where %s is computed as %s, and names the first value that parts',
    async (operation, other, value) => {
      await using session = await openCheckedSession(
        graph,
        webgpu,
        falsifiedDevice(operation, other),
      );
      await expect(session.run({ x })).rejects.toMatchObject({
        code: 'DEVICE_DIVERGES',
        message: expect.stringContaining(`'${value}' (${operation}) is the first value that parts`),
      });
    },
  );

  it('says of half precision that no fault has to be behind what parts', async () => {
    const half = buildModel({
      inputs: [{ name: 'x', type: 'float32', shape: ['n', 4] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['n', 4] }],
      nodes: [
        { operation: 'Cast', inputs: ['x'], outputs: ['half'], attributes: { to: { int: 10 } } },
        { operation: 'Sin', inputs: ['half'], outputs: ['waves'] },
        { operation: 'Cast', inputs: ['waves'], outputs: ['y'], attributes: { to: { int: 1 } } },
      ],
    });
    await using session = await openCheckedSession(half, webgpu, falsifiedDevice('Sin', 'Tanh'));
    await expect(session.run({ x })).rejects.toMatchObject({
      code: 'DEVICE_DIVERGES',
      message: expect.stringContaining("'waves' (Sin) is the first value that parts"),
      hint: expect.stringMatching(/half precision.*--device cpu, or export it in single precision/),
    });
  });

  it('stops at the first batch, and at each until then', async () => {
    await using session = await openCheckedSession(graph, webgpu, falsifiedDevice('Sin', 'Tanh'));
    const zeros = { ...x, values: new Float32Array(8) };
    // Sine and hyperbolic tangent of zero are the same: no check can tell.
    await session.run({ x: zeros });
    await using other = await openCheckedSession(graph, webgpu, falsifiedDevice('Sin', 'Tanh'));
    for (const _ of [1, 2]) {
      await expect(other.run({ x })).rejects.toMatchObject({ code: 'DEVICE_DIVERGES' });
    }
  });

  it('says that a device parts even where it cannot say where', async () => {
    const wrong = falsifiedDevice('Sin', 'Tanh');
    let opened = 0;
    const once: DeviceOpener = async (model, options) => {
      if (opened++ === 0) return wrong(model, options);
      throw new VentralError('DEVICE_MEMORY', 'no room');
    };
    await using session = await openCheckedSession(graph, webgpu, once);
    await expect(session.run({ x })).rejects.toMatchObject({
      code: 'DEVICE_DIVERGES',
      message: expect.stringContaining("'sum' is the first value that parts"),
    });
  });

  it('refuses what is drawn by chance', async () => {
    const drawn = buildModel({
      inputs: [{ name: 'x', type: 'float32', shape: [2] }],
      outputs: [{ name: 'y', type: 'float32', shape: [2] }],
      nodes: [{ operation: 'RandomNormalLike', inputs: ['x'], outputs: ['y'] }],
    });
    await expect(openCheckedSession(drawn, webgpu, honestDevice().open)).rejects.toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
      message: expect.stringContaining('RandomNormalLike'),
    });
  });
});

describe('deviceDistance', () => {
  const tensor = (...values: number[]): Tensor => ({
    type: 'float32',
    shape: [values.length],
    values: Float32Array.from(values),
  });

  it('is none or all of whole numbers and text', () => {
    const ids = (...values: bigint[]): Tensor => ({
      type: 'int64',
      shape: [values.length],
      values: BigInt64Array.from(values),
    });
    expect(deviceDistance(ids(50_000n, 2n), ids(50_000n, 2n))).toBe(0);
    expect(deviceDistance(ids(50_000n, 2n), ids(49_999n, 2n))).toBe(Number.POSITIVE_INFINITY);
    const words = (...values: string[]): Tensor => ({ type: 'string', shape: [1], values });
    expect(deviceDistance(words('a'), words('a'))).toBe(0);
    expect(deviceDistance(words('a'), words('b'))).toBe(Number.POSITIVE_INFINITY);
  });

  it('is of double precision in double precision', () => {
    const doubles = (...values: number[]): Tensor => ({
      type: 'float64',
      shape: [values.length],
      values: Float64Array.from(values),
    });
    expect(deviceDistance(doubles(1e300), doubles(1.5e300))).toBe(0.5);
  });

  it('is relative to the largest value', () => {
    expect(deviceDistance(tensor(0, -8, 1), tensor(0.5, -8, 1))).toBe(0.0625);
    expect(deviceDistance(tensor(Number.NaN, 2), tensor(Number.NaN, 2))).toBe(0);
    expect(
      deviceDistance(tensor(Number.POSITIVE_INFINITY, 2), tensor(Number.POSITIVE_INFINITY, 1)),
    ).toBe(0.5);
  });

  it.each([
    ['a number that is none', tensor(1, 2), tensor(1, Number.NaN)],
    ['a number where none should be', tensor(Number.NaN, 2), tensor(1, 2)],
    ['another infinity', tensor(Number.POSITIVE_INFINITY), tensor(Number.NEGATIVE_INFINITY)],
    ['anything beside zeros', tensor(0, 0), tensor(0, 1e-30)],
    ['another size', tensor(0, 0), tensor(0)],
  ])('is infinite for %s', (_, expected, found) => {
    expect(deviceDistance(expected, found)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('deviceFailure', () => {
  it.each([
    ['DEVICE_LOST', 'WebGPU device lost (2): the GPU was reset'],
    ['DEVICE_LOST', 'CUDA failure 719: unspecified launch failure'],
    [
      'DEVICE_MEMORY',
      'Failed to download data from buffer. wgpu::MapAsyncStatus value: 3, message: [Invalid Buffer (unlabeled)] is invalid due to a previous error.',
    ],
    ['DEVICE_MEMORY', 'CUDA failure 2: out of memory'],
    ['DEVICE_MEMORY', 'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED'],
  ])('tells %s', (code, message) => {
    expect(deviceFailure('net', 'webgpu', new Error(message))?.code).toBe(code);
    expect(deviceFailure('net', 'cpu', new Error(message))).toBeUndefined();
  });

  it('leaves what is no fault of the device', () => {
    const error = new Error('Got invalid dimensions for input: data');
    expect(deviceFailure('net', 'webgpu', error)).toBeUndefined();
  });
});

describe('adapterIn', () => {
  it('reads what the Vulkan loader says', () => {
    const said =
      'DRIVER | LAYER:          Using "SwiftShader Device (Subzero)" with driver: "/usr/lib/chromium/./libvk_swiftshader.so"\n';
    expect(adapterIn(said)).toEqual({
      name: 'SwiftShader Device (Subzero)',
      driver: 'libvk_swiftshader.so',
      isSoftware: true,
    });
    const older =
      'INFO | DRIVER:         Sorted order:\nINFO | DRIVER:               [0] NVIDIA H200  \n';
    expect(adapterIn(older)).toEqual({ name: 'NVIDIA H200', driver: undefined, isSoftware: false });
    expect(adapterIn('')).toEqual({ name: undefined, driver: undefined, isSoftware: undefined });
  });
});

describe.runIf(process.platform === 'linux')('missingAdapter', () => {
  it.each([
    ['libvulkan1', ''],
    ['mesa-vulkan-drivers', 'INFO: Vulkan Loader Version 1.3.239\n'],
    [
      'newer driver',
      'INFO: Vulkan Loader Version 1.3.239\nWarning: Vulkan shaderUniform*ArrayDynamicIndexing required.\n',
    ],
  ])('names %s', (word, said) => {
    expect(missingAdapter(said, 'No supported adapters').remedy).toContain(word);
  });
});
