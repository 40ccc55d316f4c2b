import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preprocessings } from '@ventral/images';
import * as plugin from '@ventral/model-onnx';
import { buildModel } from '@ventral/onnx';
import { checkManifest, checkModel } from '@ventral/testkit';
import { afterAll } from 'vitest';

const folder = await mkdtemp(join(tmpdir(), 'ventral-model-onnx-'));
afterAll(() => rm(folder, { recursive: true }));

const file = join(folder, 'made.onnx');
const nodes = [
  { operation: 'Relu', inputs: ['image'], outputs: ['relu'] },
  {
    operation: 'MaxPool',
    inputs: ['relu'],
    outputs: ['pool'],
    attributes: { kernel_shape: { ints: [2, 2] } },
  },
  { operation: 'Flatten', inputs: ['pool'], outputs: ['flat'] },
];
await writeFile(
  file,
  buildModel({
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, 16, 16] }],
    outputs: [{ name: 'flat', type: 'float32', shape: ['n', 'f'] }],
    nodes,
  }),
);

checkManifest(plugin);
const { torch } = preprocessings;
checkModel(plugin.onnxModel({ id: 'made', title: 'Made', file, preprocessing: torch }));
