import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeNpy } from '@ventral/arrays';
import { parseRecord, type ScoreRecord } from '@ventral/scoring';
import { beforeAll, describe, expect, test } from 'vitest';
import { networkPath, runCommand, temporaryFolder } from './run-command.ts';

const network = [networkPath, '--preprocessing', 'torch'];

describe('a score', () => {
  const cache = temporaryFolder();
  let record: ScoreRecord;

  beforeAll(async () => {
    const args = ['score', ...network, 'Gratings.V4-pls', '--layer', 'relu2', '--cache', cache];
    const { code, stdout, stderr } = await runCommand([...args, '--json']);
    expect(stderr).toContain('Recording relu2');
    expect(code).toBe(0);
    record = parseRecord(JSON.parse(stdout));
  });

  test('is that of a layer that sees orientation', () => {
    expect(record.score.value).toBeGreaterThan(0.8);
    expect(record.score.value).toBeLessThanOrEqual(1);
    expect(record.score.raw.perSplit).toHaveLength(10);
    expect(record.score.raw.perNeuroid).toHaveLength(6);
  });

  test('leaves a record of what was run', () => {
    expect(record.model).toMatchObject({
      id: 'small_convnet',
      layer: 'relu2',
      layerChosenBy: 'user',
    });
    expect(record.benchmark).toEqual({
      id: 'Gratings.V4-pls',
      scoreVersion: 1,
      package: 'gratings@1.0.0',
    });
    expect(Object.keys(record.environment.packages)).toEqual(
      expect.arrayContaining(['@ventral/core', '@ventral/numerics', 'onnxruntime-node']),
    );
  });

  test('is the same again, from cached activations', async () => {
    const args = ['score', ...network, 'Gratings.V4-pls', '--layer', 'relu2', '--cache', cache];
    const again = await runCommand([...args, '--json']);
    expect(again.stderr).not.toContain('Recording');
    expect((JSON.parse(again.stdout) as ScoreRecord).score).toEqual(record.score);
  });

  test('depends on the seed of the splits', async () => {
    const args = ['score', ...network, 'Gratings.V4-pls', '--layer', 'relu2', '--cache', cache];
    const { stdout } = await runCommand([...args, '--seed', '2', '--json']);
    const other = JSON.parse(stdout) as ScoreRecord;
    expect(other.seed).toBe(2);
    expect(other.score.splitsDigest).not.toBe(record.score.splitsDigest);
  });

  test('is a text for people without --json, and a record with --output', async () => {
    const output = join(temporaryFolder(), 'record.json');
    const args = ['score', ...network, 'Gratings.V4-pls', '--layer', 'relu2', '--cache', cache];
    const { code, stdout } = await runCommand([...args, '--output', output]);
    expect(code).toBe(0);
    expect(stdout).toContain(record.score.value.toFixed(3));
    expect(parseRecord(JSON.parse(readFileSync(output, 'utf8'))).score).toEqual(record.score);
  });

  test('is the best of several layers, and says so', async () => {
    const args = ['score', ...network, 'Gratings.V4-pls', '--cache', cache];
    const { stdout } = await runCommand([...args, '--layers', 'relu1,relu2,pool1', '--json']);
    const several = JSON.parse(stdout) as ScoreRecord;
    const values = Object.values(several.layers ?? {}).map(({ value }) => value);
    expect(Object.keys(several.layers ?? {})).toEqual(['relu1', 'relu2', 'pool1']);
    expect(several.score.value).toBe(Math.max(...values));
    expect(several.model.layerChosenBy).toBe('this benchmark');
    // Replicates are kept of the best layer alone.
    const layers = several.layers as Record<'relu2', ScoreRecord['score']>;
    const { uncertainty, ...scoreOfLayer } = layers.relu2;
    expect({ ...scoreOfLayer, uncertainty: undefined }).toEqual({
      ...record.score,
      uncertainty: undefined,
    });
    expect(record.score.uncertainty).toMatchObject(uncertainty as object);
  });

  test('leaves out a layer that has too few features, and says so', async () => {
    const args = ['score', ...network, 'Gratings.V4-pls', '--cache', cache];
    const { stdout } = await runCommand([...args, '--layers', 'relu2,logits,pool1', '--json']);
    const several = JSON.parse(stdout) as ScoreRecord;
    expect(Object.keys(several.layers ?? {})).toEqual(['relu2', 'pool1']);
    expect(several.score.notes).toEqual([expect.stringContaining('Left out logits')]);
    const one = await runCommand([...args, '--layer', 'logits']);
    expect(one.stderr).toContain('OPTION_INVALID');
  });

  test('can be made with another metric and its options', async () => {
    const args = ['score', ...network, 'Gratings.V4-pls', '--layer', 'relu2', '--cache', cache];
    const options = ['--metric', 'ridge', '--option', 'alpha=10', '--json'];
    const { stdout } = await runCommand([...args, ...options]);
    const other = JSON.parse(stdout) as ScoreRecord;
    expect(other.score.metric).toMatchObject({ id: 'ridge', options: { alpha: 10, splits: 10 } });
    expect(other.score.ceiling).toBeUndefined();
    expect(other.score.value).not.toBe(record.score.value);
  });
});

describe('several layers in one comparison', () => {
  test('are named as a sum, which the record keeps', async () => {
    const args = ['score', ...network, 'Gratings.V4-pls', '--layer', 'relu1+relu2'];
    const { code, stdout } = await runCommand([...args, '--cache', temporaryFolder(), '--json']);
    expect(code).toBe(0);
    const record = parseRecord(JSON.parse(stdout));
    expect(record.model.layer).toBe('relu1+relu2');
    expect(record.inputs.layers).toEqual(['relu1+relu2']);
  });
});

describe('features from another framework', () => {
  // What a network has to say of each grating: its orientation, and nothing else.
  const angles = Array.from({ length: 60 }, (_, image) => 2 * Math.PI * ((image * 0.618034) % 1));
  const features = angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]);
  const folder = temporaryFolder();
  const path = join(folder, 'features.npy');
  writeFileSync(path, encodeNpy(Float64Array.from(features), [60, 2]));

  test('are scored as they are', async () => {
    const args = ['score', path, 'Gratings.V4-pls', '--option', 'components=2', '--json'];
    const { code, stdout } = await runCommand(args);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as ScoreRecord).score.value).toBeGreaterThan(0.99);
  });

  test('may come in another order, with the stimulus of each row', async () => {
    const shuffled = join(folder, 'shuffled.npy');
    const rows = Array.from({ length: 60 }, (_, row) => (row * 7) % 60);
    const values = rows.flatMap((row) => features.slice(row * 2, row * 2 + 2));
    writeFileSync(shuffled, encodeNpy(Float64Array.from(values), [60, 2]));
    const ids = join(folder, 'ids.txt');
    writeFileSync(ids, rows.map((row) => `grating${row}\n`).join(''));
    const options = ['--option', 'components=2', '--json'];
    const ordered = await runCommand(['score', path, 'Gratings.V4-pls', ...options]);
    const args = ['score', shuffled, 'Gratings.V4-pls', '--stimulus-ids', ids, ...options];
    const { stdout } = await runCommand(args);
    const [a, b] = [stdout, ordered.stdout].map((text) => JSON.parse(text).score.value);
    expect(a).toBeCloseTo(b, 12);
  });

  test('have to be about the stimuli of the benchmark', async () => {
    const few = join(folder, 'few.npy');
    writeFileSync(few, encodeNpy(new Float64Array(118), [59, 2]));
    const { code, stderr } = await runCommand(['score', few, 'Gratings.V4-pls']);
    expect(code).toBe(1);
    expect(stderr).toContain('STIMULI_MISMATCH');
    expect(stderr).toContain('59 rows');
    expect(stderr).toContain('--stimulus-ids');
  });
});

describe('an interrupted run', () => {
  test('keeps what was recorded and continues there', async () => {
    const [cache, other] = [temporaryFolder(), temporaryFolder()];
    const args = ['score', ...network, 'Gratings.V4.slow-pls', '--layer', 'pool1', '--json'];
    const interruptAt =
      /Recording pool1 for Gratings: [1-9]\d* of 160|Recording pool1 for Gratings: 0/;
    const first = await runCommand([...args, '--cache', cache], { interruptAt });
    expect(first.code).toBe(1);
    expect(first.stderr).toContain('INTERRUPTED');
    expect(first.stderr).toContain('Run the same command again');
    const folders = readdirSync(join(cache, 'activations'));
    const [partial] = readdirSync(join(cache, 'activations', folders[0] as string));
    expect(partial).toMatch(/^pool1.*\.npy\.partial$/);

    const second = await runCommand([...args, '--cache', cache]);
    expect(second.code).toBe(0);
    expect(second.stderr).toMatch(/Recording pool1 for Gratings: [1-9]\d* of 160 images/);
    expect(second.stderr).not.toContain('Recording pool1 for Gratings: 0 of 160');
    const whole = await runCommand([...args, '--cache', other]);
    expect(JSON.parse(second.stdout).score).toEqual(JSON.parse(whole.stdout).score);
  });
});

describe('an output file', () => {
  test('that cannot be written is refused before the run', async () => {
    const missing = join(temporaryFolder(), 'no/such/folder/record.json');
    const args = ['score', ...network, 'Gratings.V4-pls', '--layer', 'relu2'];
    const { code, stderr } = await runCommand([...args, '--output', missing]);
    expect(code).toBe(1);
    expect(stderr).toContain('FILE_UNWRITABLE');
    expect(stderr).not.toContain('Recording');
  });

  test('stays as it was when the run fails', async () => {
    const folder = temporaryFolder();
    const output = join(folder, 'record.json');
    writeFileSync(output, 'earlier');
    const args = ['score', ...network, 'Gratings.V4.missing-pls', '--layer', 'relu2'];
    const { code } = await runCommand([...args, '--cache', folder, '--output', output]);
    expect(code).toBe(1);
    expect(readFileSync(output, 'utf8')).toBe('earlier');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

test('a cache folder that is a file is refused', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'used'));
  const blocked = join(folder, 'blocked');
  writeFileSync(blocked, '');
  expect(existsSync(blocked)).toBe(true);
  const args = ['score', ...network, 'Gratings.V4-pls', '--layer', 'relu2', '--cache', blocked];
  const { code, stderr } = await runCommand(args);
  expect(code).toBe(1);
  expect(stderr).toContain('FILE_UNWRITABLE');
});

test('a unit that never responds is left out, and named beside the score', async () => {
  const args = ['score', ...network, 'Gratings.V4.silent-pls', '--layer', 'relu2', '--json'];
  const { code, stdout } = await runCommand(args);
  expect(code).toBe(0);
  const { score } = JSON.parse(stdout);
  expect(score.raw.perNeuroid[4]).toBeNull();
  expect(score.notes.join()).toContain('unit4');
});
