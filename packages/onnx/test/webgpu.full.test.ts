import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  buildModel,
  compareDevice,
  deviceTolerance,
  findAdapter,
  type GraphNode,
  modelInputs,
  openSession,
  placeOperators,
  readModel,
  type Tensor,
  tensorOfFloats,
} from '@ventral/onnx';
import { describeAdapter, describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

const device = 'webgpu' as const;

/** Numbers from -2 to 2 that look like none in particular. */
function made(shape: readonly number[]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  const values = Float32Array.from({ length }, (_, index) => 2 * Math.sin(index * index + 0.5));
  return { type: 'float32', shape, values };
}

/** A convolution of 3 x 3 from so many channels to so many. */
function convolution(from: number, to: number): Uint8Array {
  const w = made([to, from, 3, 3]);
  return buildModel({
    inputs: [{ name: 'x', type: 'float32', shape: ['n', from, 'h', 'w'] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['n', to, 'h', 'w'] }],
    initializers: [{ name: 'w', shape: w.shape, values: w.values as Float32Array }],
    nodes: [
      {
        operation: 'Conv',
        inputs: ['x', 'w'],
        outputs: ['c'],
        attributes: { pads: { ints: [1, 1, 1, 1] } },
      },
      { operation: 'Relu', inputs: ['c'], outputs: ['y'] },
    ],
  });
}

describeAdapter('webgpu', () => {
  it('names the adapter', async () => {
    expect(await findAdapter()).toEqual({
      adapter: {
        name: expect.stringContaining('SwiftShader'),
        driver: 'libvk_swiftshader.so',
        isSoftware: true,
      },
    });
  });

  it('computes beside JavaScript, which goes on meanwhile', async () => {
    const graph = convolution(8, 8);
    await using onDevice = await openSession(graph, { device });
    await using onCpu = await openSession(graph);
    const feeds = { x: made([2, 8, 64, 64]) };
    const { y: expected } = await onCpu.run(feeds);
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 1);
    for (const _ of [1, 2]) {
      const { y } = await onDevice.run(feeds);
      expect(y?.shape).toEqual([2, 8, 64, 64]);
      const [wanted, found] = [expected?.values, y?.values] as [Float32Array, Float32Array];
      const distance = Math.max(...wanted.map((value, index) => Math.abs(value - found[index]!)));
      expect(distance).toBeLessThan(deviceTolerance * Math.max(...wanted));
    }
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(3);
  });

  it.each([3, 4, 6, 8, 10])(
    'computes a convolution of %i channels as the CPU does, or says that it does not',
    async (channels) => {
      const graph = convolution(channels, 8);
      const feeds = { x: made([1, channels, 12, 12]) };
      const distances = new Map<string, number>();
      for await (const { name, distance } of compareDevice(await readModel(graph), feeds, {
        device,
      })) {
        distances.set(name, distance);
      }
      await using session = await openSession(graph, { device });
      const run = session.run(feeds);
      if (distances.get('c')! <= deviceTolerance) expect(Object.keys(await run)).toEqual(['y']);
      else
        await expect(run).rejects.toMatchObject({
          code: 'DEVICE_DIVERGES',
          message: expect.stringContaining("'c' (Conv) is the first value that parts"),
        });
    },
  );

  it('leaves double precision to the CPU, and says so', async () => {
    const graph = buildModel({
      inputs: [{ name: 'x', type: 'float32', shape: [2] }],
      outputs: [{ name: 'y', type: 'float64', shape: [2] }],
      nodes: [
        { operation: 'Abs', inputs: ['x'], outputs: ['a'] },
        { operation: 'Cast', inputs: ['a'], outputs: ['d'], attributes: { to: { int: 11 } } },
        { operation: 'Mul', inputs: ['d', 'd'], outputs: ['y'] },
      ],
    });
    const x = made([2]);
    const places = await placeOperators(await readModel(graph), { x }, { device });
    expect(places.get('a')).toEqual({ operation: 'Abs', device });
    expect(places.get('y')).toEqual({ operation: 'Mul', device: 'cpu' });
    await using session = await openSession(graph, { device });
    const { y } = await session.run({ x });
    expect(y?.values).toEqual(
      Float64Array.from(x.values as Float32Array, (value) => value * value),
    );
  });

  it('refuses half precision, which the adapter lacks, and says what to do', async () => {
    const root = (type: 'float16' | 'float32', nodes: readonly GraphNode[]) =>
      buildModel({
        inputs: [{ name: 'x', type, shape: [4] }],
        outputs: [{ name: 'y', type, shape: [4] }],
        nodes,
      });
    const to = (type: number) => ({ to: { int: type } });
    const within = root('float32', [
      { operation: 'Cast', inputs: ['x'], outputs: ['half'], attributes: to(10) },
      { operation: 'Sqrt', inputs: ['half'], outputs: ['root'] },
      { operation: 'Cast', inputs: ['root'], outputs: ['y'], attributes: to(1) },
    ]);
    const whole = root('float16', [{ operation: 'Sqrt', inputs: ['x'], outputs: ['y'] }]);
    for (const [graph, type] of [
      [within, 'float32'],
      [whole, 'float16'],
    ] as const) {
      await using session = await openSession(graph, { device });
      const x = tensorOfFloats({ shape: [4], values: Float32Array.of(1, 2, 3, 4) }, type);
      await expect(session.run({ x })).rejects.toMatchObject({
        code: 'DEVICE_UNAVAILABLE',
        message: expect.stringContaining('f16'),
        hint: 'Run it on the CPU: --device cpu, or export it in single precision.',
      });
    }
  });

  it('leaves a graph at fault to the CPU, which says why', async () => {
    const graph = convolution(8, 8);
    await using session = await openSession(graph, { device });
    await expect(session.run({ x: made([1, 5, 4, 4]) })).rejects.toMatchObject({
      code: 'MODEL_FAILED',
    });
    const unknown = buildModel({
      inputs: [{ name: 'x', type: 'float32', shape: [4] }],
      outputs: [{ name: 'y', type: 'float32', shape: [4] }],
      nodes: [{ operation: 'Nothing', inputs: ['x'], outputs: ['y'] }],
    });
    await expect(openSession(unknown, { device })).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
    });
  });

  it('is shared by two processes', async () => {
    const dist = join(import.meta.dirname, '../dist/index.js');
    const script = `
      const { openSession } = await import(${JSON.stringify(dist)});
      const graph = Buffer.from(process.argv[1], 'base64');
      const session = await openSession(new Uint8Array(graph), { device: 'webgpu' });
      const values = Float32Array.from({ length: 8 * 64 * 64 }, (_, index) => Math.sin(index));
      const x = { type: 'float32', shape: [1, 8, 64, 64], values };
      let sum = 0;
      for (let run = 0; run < 5; run++) {
        const { y } = await session.run({ x });
        sum = y.values.reduce((total, value) => total + value, 0);
      }
      await session[Symbol.asyncDispose]();
      console.log(sum);`;
    const graph = Buffer.from(convolution(8, 8)).toString('base64');
    const args = ['--input-type=module', '-e', script, graph];
    const run = () => promisify(execFile)(process.execPath, args);
    const [one, other] = await Promise.all([run(), run()]);
    expect(Number(one.stdout)).toBeGreaterThan(0);
    expect(other.stdout).toBe(one.stdout);
  });
});

describeReference('a network of half precision', 'cases/float16/fp16.onnx', () => {
  describeAdapter('on an adapter that lacks it', () => {
    it('is refused, and the CPU is named', async () => {
      const path = referencePath('cases/float16/fp16.onnx');
      await expect(openSession(await readModel(path), { device })).rejects.toMatchObject({
        code: 'DEVICE_UNAVAILABLE',
        message: expect.stringMatching(/The webgpu device does not run .*fp16\.onnx, .*f16/),
        hint: expect.stringContaining('--device cpu'),
      });
    });
  });
});

describeReference('small networks on webgpu', 'data/vnncomp2021-networks', () => {
  describeAdapter('compared with the CPU', () => {
    it.each(['cifar10_small', 'mnist-net_256x2', 'resnet_2b'])('%s', async (network) => {
      const path = referencePath(`data/vnncomp2021-networks/${network}.onnx`);
      const model = await readModel(path);
      const feeds = Object.fromEntries(
        modelInputs(model).map(({ name, shape }) => [name, made(shape.map((size) => size ?? 1))]),
      );
      let values = 0;
      for await (const { name, distance } of compareDevice(model, feeds, { device })) {
        expect(distance, name).toBeLessThan(deviceTolerance);
        values += 1;
      }
      expect(values).toBeGreaterThan(4);
    });
  });
});
