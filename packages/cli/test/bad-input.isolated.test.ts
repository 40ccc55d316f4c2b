import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeNpy } from '@ventral/arrays';
import { expect, test } from 'vitest';
import { networkPath, runCommand, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const folder = temporaryFolder();
const network = readFileSync(networkPath);
const truncated = join(folder, 'truncated.onnx');
writeFileSync(truncated, network.subarray(0, network.length * 0.6));
const corrupt = join(folder, 'corrupt.onnx');
writeFileSync(corrupt, Buffer.concat([Buffer.alloc(64, 0xff), network]));
const empty = join(folder, 'empty.onnx');
writeFileSync(empty, '');
const notNumpy = join(folder, 'features.npy');
writeFileSync(notNumpy, 'these are not features');
const withNaN = join(folder, 'nan.npy');
const features = new Float64Array(120).map((_, cell) => Math.sin(cell));
features[17] = Number.NaN;
writeFileSync(withNaN, encodeNpy(features, [60, 2]));

const onnx = ['--preprocessing', 'torch', '--cache', folder];
const layer = ['--layer', 'relu2', ...onnx];

// The input, the code of its error, and what the error has to say.
test.each([
  [
    'an unknown benchmark',
    ['score', 'pixels', 'Gratings.V4-plz'],
    'PLUGIN_NOT_FOUND',
    ["'Gratings.V4-pls'", 'ventral list'],
  ],
  [
    'an unknown model',
    ['score', 'pixel', 'Gratings.V4-pls'],
    'PLUGIN_NOT_FOUND',
    ["'pixels'", 'ventral add pixel'],
  ],
  ['an unknown metric', ['metric', 'plss', '--target', notNumpy], 'PLUGIN_NOT_FOUND', ["'pls'"]],
  [
    'an unknown layer',
    ['score', networkPath, 'Gratings.V4-pls', '--layer', 'rellu2', ...onnx],
    'LAYER_NOT_FOUND',
    ["'relu2'", 'ventral layers'],
  ],
  [
    'an unknown layer in a sum',
    ['score', networkPath, 'Gratings.V4-pls', '--layer', 'relu1+rellu2', ...onnx],
    'LAYER_NOT_FOUND',
    ["no layer 'rellu2'", "'relu2'"],
  ],
  [
    'a missing file',
    ['score', 'no/such.onnx', 'Gratings.V4-pls', ...layer],
    'FILE_UNREADABLE',
    ['no/such.onnx'],
  ],
  [
    'a truncated network',
    ['score', truncated, 'Gratings.V4-pls', ...layer],
    'MODEL_UNREADABLE',
    ['truncated.onnx'],
  ],
  [
    'a corrupt network',
    ['score', corrupt, 'Gratings.V4-pls', ...layer],
    'MODEL_UNREADABLE',
    ['corrupt.onnx'],
  ],
  [
    'an empty network',
    ['score', empty, 'Gratings.V4-pls', ...layer],
    'MODEL_UNREADABLE',
    ['empty.onnx'],
  ],
  [
    'a wrong image size',
    ['score', networkPath, 'Gratings.V4-pls', '--image-size', '64', ...layer],
    'MODEL_INPUT_MISMATCH',
    ['64', '32'],
  ],
  [
    'no preprocessing',
    ['score', networkPath, 'Gratings.V4-pls', '--layer', 'relu2', '--cache', folder],
    'OPTION_INVALID',
    ['--preprocessing'],
  ],
  [
    'an unknown preprocessing',
    ['score', networkPath, 'Gratings.V4-pls', '--preprocessing', 'keras'],
    'OPTION_INVALID',
    ['torch', 'caffe', 'tf'],
  ],
  [
    'preprocessing for a model that has its own',
    ['score', 'pixels', 'Gratings.V4-pls', '--preprocessing', 'tf'],
    'OPTION_INVALID',
    ['pixels'],
  ],
  [
    'features that are no array',
    ['score', notNumpy, 'Gratings.V4-pls'],
    'DATA_CORRUPT',
    ['features.npy'],
  ],
  [
    'features with NaN',
    ['score', withNaN, 'Gratings.V4-pls', '--option', 'components=2'],
    'RESPONSES_INVALID',
    ['NaN', 'grating8'],
  ],
  [
    'recordings with NaN',
    ['score', networkPath, 'Gratings.V4.missing-pls', ...layer],
    'RESPONSES_INVALID',
    ['unit2', 'grating7'],
  ],
  [
    'an unreadable image',
    ['score', networkPath, 'Gratings.V4.torn-pls', ...layer],
    'IMAGE_UNREADABLE',
    ['grating40'],
  ],
  [
    'an unknown option of the metric',
    ['score', networkPath, 'Gratings.V4-pls', '--option', 'component=5', ...layer],
    'OPTION_INVALID',
    ['component'],
  ],
  [
    'an option out of range',
    ['score', networkPath, 'Gratings.V4-pls', '--option', 'components=0', ...layer],
    'OPTION_INVALID',
    ['components'],
  ],
  [
    'an option without a value',
    ['score', networkPath, 'Gratings.V4-pls', '--option', 'components', ...layer],
    'OPTION_INVALID',
    ['name=value'],
  ],
  [
    'an unknown device',
    ['score', networkPath, 'Gratings.V4-pls', '--device', 'tpu', ...layer],
    'OPTION_INVALID',
    ['Use auto, cpu, webgpu, cuda.'],
  ],
  [
    'a device that a model does not compute on',
    ['score', 'pixels', 'Gratings.V4-pls', '--device', 'webgpu'],
    'DEVICE_UNAVAILABLE',
    ['pixels computes on cpu alone, not on webgpu.', 'Use --device cpu.'],
  ],
  [
    'the operators of a model that is no network, on a device',
    ['layers', 'pixels', '--device', 'webgpu'],
    'DEVICE_UNAVAILABLE',
    ['pixels computes on cpu alone'],
  ],
  ['an unknown plugin', ['info', 'pixls'], 'PLUGIN_NOT_FOUND', ["'pixels'"]],
  ['nothing to fetch', ['data', 'pull', 'pls'], 'OPTION_INVALID', ['no files']],
] as const)('%s', async (_, args, code, says) => {
  // What the runtime of a network writes itself is seen from outside only.
  const run = code === 'MODEL_UNREADABLE' ? runCommand : runHere;
  const { code: exitCode, stdout, stderr } = await run(args);
  expect(stderr).toContain(`error ${code}: `);
  for (const text of says) expect(stderr).toContain(text);
  expect(stderr).not.toContain('    at ');
  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
});

test.each([
  ['a mistyped command', ['scor', 'pixels', 'Gratings.V4-pls'], 'score'],
  ['a mistyped flag', ['score', 'pixels', 'Gratings.V4-pls', '--sed', '3'], '--seed'],
  [
    'a seed that is no number',
    ['score', 'pixels', 'Gratings.V4-pls', '--seed', 'x'],
    'whole number',
  ],
  [
    'layer and layers at once',
    ['score', 'pixels', 'Gratings.V4-pls', '--layer', 'a', '--layers', 'b'],
    'cannot be used',
  ],
])('%s is explained', async (_, args, says) => {
  const { code, stderr } = await runHere(args);
  expect(stderr).toContain(says);
  expect(code).toBe(1);
});
