import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from '@ventral/images';
import { parseTrainingRecord } from '@ventral/scoring';
import { madeImage } from '@ventral/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCommand, temporaryFolder, workspaceFolder } from './run-command.ts';

let data: string;
beforeAll(async () => {
  data = temporaryFolder();
  for (const [part, count] of [
    ['train', 16],
    ['test', 4],
  ] as const) {
    for (const [number, name] of ['one', 'two'].entries()) {
      mkdirSync(join(data, part, name), { recursive: true });
      for (let index = 0; index < count; index++) {
        const image = await encodePng(madeImage(100 * number + index, 16, 16));
        writeFileSync(join(data, part, name, `${index}.png`), image);
      }
    }
  }
}, 60_000);

const argsFor = (network: string, output: string, ...more: readonly string[]) => [
  ...['train', network, '--data', data, '--output', output, '--epochs', '12', '--width', '2'],
  ...['--image-size', '16', '--batch-size', '8', '--learning-rate', '0.05', ...more],
];
const settings = ['--front-end', 'channels=8,visualDegrees=1'];
const folder = workspaceFolder;

describe('train behind a front end', () => {
  test('killed, it goes on to the same bits, and its record says what stood before it', async () => {
    const [whole, killed] = [temporaryFolder(), temporaryFolder()];
    const args = (output: string) => argsFor('vone-noisy+resnet-8', output, ...settings);
    const first = await runCommand(args(whole), { folder });
    expect(first.code, first.stderr).toBe(0);
    const stopped = await runCommand(args(killed), { folder, killAt: /Epoch 2 of 12: loss/ });
    expect(stopped.code).toBe(null);
    const last = await runCommand(args(killed), { folder });
    expect(last.code, last.stderr).toBe(0);
    expect(last.stderr).not.toContain('Epoch 1 of 12');
    for (const name of ['model.onnx', 'checkpoint.safetensors']) {
      expect(readFileSync(join(killed, name)).equals(readFileSync(join(whole, name)))).toBe(true);
    }
    const record = parseTrainingRecord(
      JSON.parse(readFileSync(join(whole, 'training.json'), 'utf8')),
      whole,
    );
    expect(record.network.name).toBe('vone-noisy+resnet-8');
    expect(record.settings.frontEnd).toMatchObject({
      frontEnd: 'vone-noisy',
      ...{ channels: 8, visualDegrees: 1, stride: 2, spikes: 8.75, baseline: 0.07 },
    });
    expect(record.environment.packages).toHaveProperty('@ventral/model-vone');
    const layers = await runCommand(['layers', join(whole, 'model.onnx')], { folder });
    expect(layers.code, layers.stderr).toBe(0);
    expect(layers.stdout).toContain('front/noisy');
    const otherwise = await runCommand(argsFor('vone-noisy+resnet-8', whole), { folder });
    expect(otherwise.code).toBe(1);
    expect(otherwise.stderr).toContain('frontEnd');
  });

  test('a file goes on behind its noise, and one of pixels behind sampling', async () => {
    const [first, second, third] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    const noisy = await runCommand(
      argsFor('vone-noisy+resnet-8', first, ...settings, '--epochs', '1'),
      { folder },
    );
    expect(noisy.code, noisy.stderr).toBe(0);
    const on = (network: string, output: string) =>
      runCommand(
        [
          ...['train', network, '--data', data, '--output', output],
          ...['--epochs', '1', '--batch-size', '8', '--learning-rate', '0.01', '--json'],
        ],
        { folder },
      );
    const gone = await on(join(first, 'model.onnx'), second);
    expect(gone.code, gone.stderr).toBe(0);
    const weights = (json: string) => parseTrainingRecord(JSON.parse(json), 'json').network.weights;
    const before = readFileSync(join(first, 'training.json'), 'utf8');
    expect(weights(gone.stdout)).toBe(weights(before));
    // What stands for what in it is said of it again.
    const [was, is] = [first, second].map((output) =>
      JSON.parse(readFileSync(join(output, 'model.ventral.json'), 'utf8')),
    );
    expect(was.visualDegrees).toBe(1);
    expect(was.regionLayers).toHaveProperty('V1');
    expect(is).toMatchObject({ visualDegrees: 1, regionLayers: was.regionLayers });
    const plain = await runCommand(argsFor('retinal+resnet-8', third, '--epochs', '1'), { folder });
    expect(plain.code, plain.stderr).toBe(0);
    const fourth = temporaryFolder();
    const retinal = await on(join(third, 'model.onnx'), fourth);
    expect(retinal.code, retinal.stderr).toBe(0);
  });

  test('a network of a package learns by its name, and a file for other classes with a new last layer', async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    const common = [
      '--data',
      data,
      '--epochs',
      '1',
      '--batch-size',
      '8',
      '--learning-rate',
      '0.001',
    ];
    const named = await runCommand(
      ['train', 'basenet', ...common, '--output', first, '--image-size', '32', '--json'],
      { folder },
    );
    expect(named.code, named.stderr).toBe(0);
    const record = parseTrainingRecord(JSON.parse(named.stdout), 'stdout');
    expect(record.network.name).toBe('basenet');
    expect(record.environment.packages).toHaveProperty('@ventral/model-basenet');
    const description = JSON.parse(readFileSync(join(first, 'model.ventral.json'), 'utf8'));
    expect(description).toMatchObject({ imageSize: 32, regionLayers: { behavior: 'features' } });

    // A class more than the network has.
    const more = temporaryFolder();
    cpSync(join(data, 'train'), more, { recursive: true });
    cpSync(join(more, 'one'), join(more, 'three'), { recursive: true });
    const model = join(first, 'model.onnx');
    const onMore = ['train', model, ...common, '--data', more, '--output', second];
    const refused = await runCommand(onMore, { folder });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('--new-output');
    const taken = await runCommand([...onMore, '--new-output', '--json'], { folder });
    expect(taken.code, taken.stderr).toBe(0);
    const { data: used, settings: own } = parseTrainingRecord(JSON.parse(taken.stdout), 'stdout');
    expect(used.classes).toEqual(['one', 'three', 'two']);
    expect(own.newOutput).toBe(true);
  });

  test.each([
    ['resnet-8', ['--new-output'], 'is made with an output for each class'],
    ['cornet-y', [], 'cornet-z'],
    ['fovea+resnet-8', [], 'Installed are '],
    ['resnet-8', ['--front-end', 'channels=8'], 'Nothing stands before'],
    ['vone+resnet-8', ['--front-end', 'cells=8'], 'Its settings are channels'],
    ['vone+resnet-8', ['--front-end', 'channels'], 'names with numbers'],
    [`retinal+${join('nowhere', 'net.onnx')}`, [], 'is no network that can be trained'],
  ])('%s %j is refused', async (network, more, said) => {
    const { code, stderr } = await runCommand(argsFor(network, temporaryFolder(), ...more), {
      folder,
    });
    expect(code).not.toBe(0);
    expect(stderr).toContain(said);
  });
});
