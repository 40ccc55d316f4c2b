import { readdir } from 'node:fs/promises';
import { buildModel, openSession } from '@ventral/onnx';
import { makeFolder } from '@ventral/testing';
import { expect, it } from 'vitest';

const network = buildModel({
  inputs: [{ name: 'x', type: 'float32', shape: [1] }],
  outputs: [{ name: 'y', type: 'float32', shape: [1] }],
  nodes: [{ operation: 'Relu', inputs: ['x'], outputs: ['y'] }],
});

it('onnxruntime writes nothing under HOME: its telemetry is off', async () => {
  await using home = await makeFolder();
  process.env.HOME = home.path;
  delete process.env.XDG_CACHE_HOME;
  delete process.env.ORT_DISABLE_TELEMETRY;
  {
    await using session = await openSession(network);
    await session.run({ x: { type: 'float32', shape: [1], values: Float32Array.of(1) } });
  }
  expect(process.env.ORT_DISABLE_TELEMETRY).toBe('1');
  expect(await readdir(home.path, { recursive: true })).toEqual([]);
});
