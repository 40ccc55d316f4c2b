import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecord, type ScoreRecord } from '@ventral/scoring';
import { expect, test } from 'vitest';
import { networkPath, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const cache = temporaryFolder();
const folder = temporaryFolder();
const network = join(folder, 'net.onnx');
const description = join(folder, 'net.ventral.json');
copyFileSync(networkPath, network);

const run = (...args: readonly string[]) => runHere([...args, '--cache', cache]);
const recordOf = async (...args: readonly string[]): Promise<ScoreRecord> =>
  parseRecord(
    JSON.parse((await run('score', network, 'Gratings.V4-pls', ...args, '--json')).stdout),
  );

test('how a model file is used is written beside it, and used from then on', async () => {
  const asked = ['--preprocessing', 'torch', '--layer', 'relu2'];
  const without = await recordOf(...asked);
  const about = ['--degrees', '4', '--layer', 'V4=relu2', '--title', 'A network'];
  const { code, stdout } = await runHere([
    ...['describe', network, '--preprocessing', 'torch', ...about],
  ]);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining(description) });
  expect(JSON.parse(readFileSync(description, 'utf8'))).toEqual({
    modelDescriptionVersion: 1,
    title: 'A network',
    preprocessing: 'torch',
    visualDegrees: 4,
    regionLayers: { V4: 'relu2' },
  });
  const described = await recordOf();
  expect(described.inputs).toMatchObject({ preprocessing: 'torch', visualDegrees: 4 });
  expect(described.model).toMatchObject({ layer: 'relu2', layerChosenBy: 'model' });
  expect(described.score.notes).toContain(
    'From net.ventral.json: preprocessing torch, 4 degrees, layer relu2.',
  );
  expect(described.score.value).toBe(without.score.value);
  expect(described.model.title).toBe('A network');
  // What is asked comes first.
  expect((await recordOf('--preprocessing', 'tf')).inputs.preprocessing).toBe('tf');
});

test('a record says what was used, and is verified without the description', async () => {
  const output = join(folder, 'record.json');
  await run('score', network, 'Gratings.V4-pls', '--output', output);
  const described = readFileSync(description, 'utf8');
  writeFileSync(description, described.replace('4', '2').replace('torch', 'tf'));
  const verified = await runHere(['verify', output, '--model', network]);
  rmSync(description);
  const without = await runHere(['verify', output, '--model', network]);
  writeFileSync(description, described);
  expect(without).toMatchObject({ code: 0, stdout: 'equal\n' });
  expect(verified).toMatchObject({ code: 0, stdout: 'equal\n' });
});

test('in a comparison each file is prepared as it says itself', async () => {
  const args = ['compare', 'Gratings.V4-pls', network, networkPath, '--preprocessing', 'tf'];
  const records = (JSON.parse((await run(...args, '--json')).stdout) as unknown[]).map(parseRecord);
  const used = Object.fromEntries(
    records.map(({ model, inputs }) => [model.id, inputs.preprocessing]),
  );
  expect(used).toEqual({ net: 'torch', small_convnet: 'tf' });
});

test('what is described anew is added to what was described before', async () => {
  const other = join(temporaryFolder(), 'net.onnx');
  copyFileSync(networkPath, other);
  await runHere(['describe', other, '--preprocessing', 'tf', '--layer', 'V4=relu1']);
  await runHere(['describe', other, '--layer', 'IT=relu2', '--citation', 'Somebody (2020)']);
  expect(JSON.parse(readFileSync(other.replace('.onnx', '.ventral.json'), 'utf8'))).toEqual({
    modelDescriptionVersion: 1,
    citation: 'Somebody (2020)',
    preprocessing: 'tf',
    regionLayers: { V4: 'relu1', IT: 'relu2' },
  });
});

test('a description that says nothing is refused', async () => {
  const { code, stderr } = await runHere(['describe', networkPath]);
  expect(code).toBe(1);
  expect(stderr).toContain('OPTION_INVALID');
});

test('layers are shown beside the region that a score takes them for: a layer map comes first', async () => {
  const other = join(temporaryFolder(), 'net.onnx');
  copyFileSync(networkPath, other);
  await runHere(['describe', other, '--preprocessing', 'torch', '--layer', 'V4=relu2']);
  const layersOfV4 = async () => {
    const { stdout } = await runHere(['layers', other, '--json']);
    const { layers } = JSON.parse(stdout) as { layers: { name: string; regions: string[] }[] };
    return layers.filter(({ regions }) => regions.includes('V4')).map(({ name }) => name);
  };
  expect(await layersOfV4()).toEqual(['relu2']);
  await run('commit', other, '--on', 'V4=Gratings.V4-pls', '--layers', 'pool1');
  expect(await layersOfV4()).toEqual(['pool1']);
  const again = await runHere(['describe', other, '--layer', 'V4=relu2']);
  expect(again.stdout).toContain('net.layers.json commits come before those');
});

test('a layer that is not there, and a field that is unknown, are named', async () => {
  const unknown = await runHere(['describe', network, '--layer', 'V4=relu9']);
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toContain("has no layer 'relu9'");
  const packaged = await runHere(['describe', 'pixels']);
  expect(packaged.stderr).toContain('OPTION_INVALID');
  const described = readFileSync(description, 'utf8');
  writeFileSync(description, described.replace('preprocessing', 'preprocesing'));
  const { stderr } = await run('score', network, 'Gratings.V4-pls');
  writeFileSync(description, described);
  expect(stderr).toContain('RECORD_INVALID');
  expect(stderr).toContain('description.preprocesing is no known field');
});
