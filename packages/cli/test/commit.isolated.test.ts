import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LayerMap, ScoreRecord } from '@ventral/scoring';
import { describe, expect, test } from 'vitest';
import { networkPath, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

function networkIn(folder: string): string {
  const path = join(folder, 'net.onnx');
  copyFileSync(networkPath, path);
  return path;
}

describe('commit', () => {
  const folder = temporaryFolder();
  const network = networkIn(folder);
  const map = join(folder, 'net.layers.json');
  const how = ['--preprocessing', 'torch', '--cache', folder];

  test('writes the best layer for a region beside the model', async () => {
    const on = ['--on', 'V4=Gratings.V4-pls', '--layers', 'relu1,pool1,relu2'];
    const { code, stdout } = await runHere(['commit', network, ...on, ...how]);
    expect(code).toBe(0);
    const { regions, model } = JSON.parse(readFileSync(map, 'utf8')) as LayerMap;
    expect(model).toBe('net');
    expect(regions.V4?.benchmark).toBe('Gratings.V4-pls');
    expect(stdout).toContain(`V4: ${regions.V4?.layer}, chosen on Gratings.V4-pls`);
  });

  test('is what scores use from then on, saying where it was chosen on the same data', async () => {
    const { regions } = JSON.parse(readFileSync(map, 'utf8')) as LayerMap;
    const same = await runHere(['score', network, 'Gratings.V4-pls', ...how, '--json']);
    const record = JSON.parse(same.stdout) as ScoreRecord;
    expect(record.model).toMatchObject({
      layer: regions.V4?.layer,
      layerChosenBy: 'commitment',
    });
    expect(record.score.value).toBe(regions.V4?.score);
    expect(record.score.notes).toEqual([expect.stringContaining('chosen on Gratings.V4-pls')]);
    const other = await runHere(['score', network, 'Gratings.V4.slow-pls', ...how, '--json']);
    expect((JSON.parse(other.stdout) as ScoreRecord).score.notes).toBeUndefined();
  });

  test('gives way to a layer that the user names', async () => {
    const args = ['score', network, 'Gratings.V4-pls', '--layer', 'relu1', ...how, '--json'];
    const record = JSON.parse((await runHere(args)).stdout) as ScoreRecord;
    expect(record.model).toMatchObject({ layer: 'relu1', layerChosenBy: 'user' });
  });

  test('holds for the model it was made for, not for another under the same name', async () => {
    const args = ['score', network, 'Gratings.V4-pls', '--preprocessing', 'tf', '--cache', folder];
    const { code, stderr } = await runHere(args);
    expect(code).toBe(1);
    expect(stderr).toContain('net.layers.json');
    expect(stderr).toContain('ventral commit');
  });

  test('is refused when it cannot be understood', async () => {
    const other = networkIn(temporaryFolder());
    writeFileSync(other.replace('.onnx', '.layers.json'), '{ "layers": [] }');
    const { code, stderr } = await runHere(['score', other, 'Gratings.V4-pls', ...how]);
    expect(code).toBe(1);
    expect(stderr).toContain('layerMapVersion');
  });

  test('names what to install where there is nothing to choose on', async () => {
    const { code, stderr } = await runHere(['commit', network, ...how]);
    expect(code).toBe(1);
    expect(stderr).toContain('@ventral/benchmark-majaj-hong-2015');
  });
});

test('commit refuses a map that cannot be written before it scores anything', async () => {
  const network = networkIn(temporaryFolder());
  const missing = join(temporaryFolder(), 'no/such/folder/map.json');
  const args = ['commit', network, '--preprocessing', 'torch', '--on', 'V4=Gratings.V4-pls'];
  const { code, stderr } = await runHere([...args, '--output', missing]);
  expect(code).toBe(1);
  expect(stderr).toContain('FILE_UNWRITABLE');
  expect(stderr).not.toContain('Recording');
});
