import { join } from 'node:path';
import { buildModel, placeOperators, readModel } from '@ventral/onnx';
import { makeFolder } from '@ventral/testing';
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

it('says where the profile of operators cannot be written', async () => {
  await using made = await makeFolder({});
  const missing = join(made.path, 'missing');
  for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, missing);
  const graph = buildModel({
    inputs: [{ name: 'x', type: 'float32', shape: [2] }],
    outputs: [{ name: 'y', type: 'float32', shape: [2] }],
    nodes: [{ operation: 'Abs', inputs: ['x'], outputs: ['y'] }],
  });
  const x = { type: 'float32', shape: [2], values: Float32Array.of(1, -1) } as const;
  const placed = placeOperators(await readModel(graph), { x }, { device: 'cpu' });
  await expect(placed).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
    message: expect.stringMatching(/missing cannot be written: ENOENT/),
    hint: expect.stringContaining('TMPDIR'),
  });
});
