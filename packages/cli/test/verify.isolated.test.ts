import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeNpy } from '@ventral/arrays';
import type { ScoreRecord } from '@ventral/scoring';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Changes, copyProject } from './project-copy.ts';
import { networkPath, type Outcome, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const cache = temporaryFolder();
const results = temporaryFolder();
const recordPath = join(results, 'record.json');
const projects: string[] = [];

function project(changes?: Changes): string {
  const folder = copyProject(changes);
  projects.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of projects) rmSync(folder, { recursive: true });
});

async function score(folder: string, output: string, more: readonly string[] = []): Promise<void> {
  const network = [networkPath, 'Gratings.V4-pls', '--preprocessing', 'torch', '--layer', 'relu2'];
  const args = ['score', ...network, '--cache', cache, '--output', output, ...more];
  expect(await runHere(args, { folder })).toMatchObject({ code: 0 });
}

function verify(
  folder: string,
  path = recordPath,
  more: readonly string[] = ['--model', networkPath],
): Promise<Outcome> {
  return runHere(['verify', path, '--cache', cache, ...more], { folder });
}

/** The record with changes, in a file of its own. */
function changedRecord(change: (record: ScoreRecord) => object): string {
  const path = join(temporaryFolder(), 'record.json');
  const record = JSON.parse(readFileSync(recordPath, 'utf8')) as ScoreRecord;
  writeFileSync(path, JSON.stringify(change(record)));
  return path;
}

const original = project();
beforeAll(() => score(original, recordPath));

describe('a record', () => {
  test('is equal on the same machine', async () => {
    expect(await verify(original)).toMatchObject({ code: 0, stdout: 'equal\n' });
  });

  test('names plugins, their packages and integrities, the model file and the inputs', () => {
    const record = JSON.parse(readFileSync(recordPath, 'utf8')) as ScoreRecord;
    const sha256 = createHash('sha256').update(readFileSync(networkPath)).digest('hex');
    expect(record.model.file).toEqual({ name: 'small_convnet.onnx', sha256, bytes: 35852 });
    expect(record.metrics).toEqual([
      {
        id: 'pls',
        scoreVersion: 1,
        package: expect.stringMatching(/^@ventral\/metric-linear-predictivity@\d/),
      },
    ]);
    expect(record.inputs).toEqual({
      preprocessing: 'torch',
      layers: ['relu2'],
      metricOptions: {},
      missingParts: 'refuse',
    });
    const { packages, integrity = {} } = record.environment;
    expect(Object.keys(packages)).toEqual(expect.arrayContaining(['ventral', 'onnxruntime-node']));
    expect(integrity['onnxruntime-node']).toMatch(/^sha512-/);
    expect(integrity['@ventral/core']).toBeUndefined();
  });

  test('of several layers and another metric is equal again', async () => {
    const output = join(results, 'several.json');
    const network = [networkPath, 'Gratings.V4-pls', '--preprocessing', 'torch'];
    const options = ['--metric', 'ridge', '--option', 'alpha=10', '--seed', '7'];
    const args = ['score', ...network, '--layers', 'relu1,relu2', ...options];
    const common = ['--cache', cache, '--output', output];
    expect(await runHere([...args, ...common], { folder: original })).toMatchObject({ code: 0 });
    expect(await verify(original, output)).toMatchObject({ code: 0, stdout: 'equal\n' });
  });

  test('of features is equal again, given the files that it names', async () => {
    const features = join(results, 'features.npy');
    const values = Float64Array.from({ length: 180 }, (_, cell) => Math.sin(cell * cell));
    writeFileSync(features, encodeNpy(values, [60, 3]));
    const ids = join(results, 'ids.txt');
    writeFileSync(ids, Array.from({ length: 60 }, (_, row) => `grating${59 - row}\n`).join(''));
    const output = join(results, 'features.json');
    const files = ['--stimulus-ids', ids, '--option', 'components=2', '--output', output];
    await runHere(['score', features, 'Gratings.V4-pls', ...files], { folder: original });
    const given = ['--model', features, '--stimulus-ids', ids];
    expect(await verify(original, output, given)).toMatchObject({ code: 0, stdout: 'equal\n' });
    const without = await verify(original, output, ['--model', features]);
    expect(without.stderr).toContain('--stimulus-ids path/to/ids.txt');
  });

  test('of a model that comes with a package needs no file', async () => {
    const output = join(results, 'pixels.json');
    const args = ['score', 'pixels', 'Gratings.V4-pls', '--cache', cache, '--output', output];
    expect(await runHere(args, { folder: original })).toMatchObject({ code: 0 });
    expect(await verify(original, output, [])).toMatchObject({ code: 0, stdout: 'equal\n' });
    const given = await verify(original, output);
    expect(given.stderr).toContain('OPTION_INVALID');
  });

  test('of a model file asks for the file', async () => {
    const { code, stderr } = await verify(original, recordPath, []);
    expect(code).toBe(1);
    expect(stderr).toContain('--model path/to/small_convnet.onnx');
  });
});

describe('what differs is named', () => {
  test('package: another version of the benchmark', async () => {
    const folder = project({
      'package.json': [
        ['"version": "1.0.0"', '"version": "2.0.0"'],
        ['"scoreVersion": 1', '"scoreVersion": 2'],
      ],
      'index.js': [
        ['return defineNeuralBenchmark({', 'return defineNeuralBenchmark({ scoreVersion: 2,'],
      ],
    });
    const { code, stdout } = await verify(folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^different; the numbers are equal\n/);
    expect(stdout).toContain('scoreVersion of Gratings.V4-pls: recorded 1, recomputed 2');
    expect(stdout).toContain('gratings: recorded 1.0.0, recomputed 2.0.0');
  });

  test('data: a file with another content', async () => {
    const [first, second] = [withDataFile('5'), withDataFile('5.5')];
    const output = join(results, 'with-data.json');
    await score(first, output);
    expect(await verify(first, output)).toMatchObject({ code: 0, stdout: 'equal\n' });
    const { code, stdout } = await verify(second, output);
    expect(code).toBe(1);
    expect(stdout).toMatch(/data +baseline\.txt: recorded sha256:\w{64}, recomputed sha256:\w{64}/);
  });

  test('data: a file that is not the pinned one is not used', async () => {
    const folder = withDataFile('5');
    const output = join(results, 'tampered-data.json');
    await score(folder, output);
    writeFileSync(join(folder, 'mirror/baseline.txt'), '9');
    const { code, stderr } = await verify(folder, output);
    expect(code).toBe(1);
    expect(stderr).toContain('DATA_CORRUPT');
    expect(stderr).toContain('baseline.txt');
  });

  test('weights: another network of the same shape', async () => {
    const network = readFileSync(networkPath);
    const changed = join(temporaryFolder(), 'small_convnet.onnx');
    network.writeUInt8((network.readUInt8(20_001) + 1) % 256, 20_001);
    writeFileSync(changed, network);
    const { code, stdout } = await verify(original, recordPath, ['--model', changed]);
    expect(code).toBe(1);
    expect(stdout).toContain('weights  sha256 of the model file: recorded');
    expect(stdout).toContain('weights  digest of the model: recorded');
  });

  test('option: a benchmark with another setting of its metric', async () => {
    const folder = project({
      'index.js': [['metric: pls,', 'metric: pls, metricOptions: { components: 20 },']],
    });
    const { code, stdout } = await verify(folder);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'option   score.metric.options.components: recorded 25, recomputed 20',
    );
    expect(stdout).toMatch(/number +score\.value: recorded 0\.95\d+, recomputed 0\.\d+ \(by/);
  });

  test('split: another seed than the splits were made with', async () => {
    const path = changedRecord((record) => ({ ...record, seed: 2 }));
    const { code, stdout } = await verify(original, path);
    expect(code).toBe(1);
    expect(stdout).toContain('split    score.splitsDigest: recorded');
  });

  test('number: a score that was changed', async () => {
    const path = changedRecord((record) => ({
      ...record,
      score: { ...record.score, value: 0.97 },
    }));
    const { code, stdout } = await verify(original, path, ['--model', networkPath, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'different',
      differences: [{ kind: 'number', what: 'score.value' }],
    });
  });

  test('and a record that is none is refused', async () => {
    const path = changedRecord(({ seed: _, ...rest }) => rest);
    const { code, stderr } = await verify(original, path);
    expect(code).toBe(1);
    expect(stderr).toContain('RECORD_INVALID');
    expect(stderr).toContain('record.seed is missing');
  });
});

describe('a record that was written by someone else', () => {
  const refused = async (change: (record: ScoreRecord) => object, says: string, code: string) => {
    const outcome = await verify(original, changedRecord(change));
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toContain(`error ${code}: `);
    expect(outcome.stderr).toContain(says);
    expect(outcome.stderr).not.toContain('Fitting');
    return outcome.stderr;
  };

  test('makes no file be read: its preprocessing', async () => {
    const secret = join(temporaryFolder(), 'secret.json');
    writeFileSync(secret, 'the secret');
    const said = await refused(
      (record) => ({ ...record, inputs: { ...record.inputs, preprocessing: secret } }),
      'secret.json as its preprocessing',
      'RECORD_INVALID',
    );
    expect(said).not.toContain('not readable');
  });

  test.each([networkPath, join(results, 'features.npy')])(
    'makes no file be read: a model %s',
    async (id) => {
      const path = changedRecord((record) => {
        const { file: _, ...model } = record.model;
        return { ...record, model: { ...model, id } };
      });
      const { code, stderr } = await verify(original, path, []);
      expect(code).toBe(1);
      expect(stderr).toContain('PLUGIN_NOT_FOUND');
    },
  );

  test('scores each layer once, and at least one', async () => {
    const layers = (names: readonly string[]) => (record: ScoreRecord) => ({
      ...record,
      inputs: { ...record.inputs, layers: names },
    });
    await refused(layers(Array(1000).fill('relu2')), '1000 layers tried', 'RECORD_INVALID');
    await refused(
      ({ inputs: { layers: _, ...inputs }, ...record }) => ({ ...record, inputs }),
      '0 layers tried',
      'RECORD_INVALID',
    );
  });

  test.each([
    [{ splits: 1e9 }, 'splits 1000000000 where the metric has 10 by itself'],
    [{ splits: 50, components: 100 }, 'splits 50 where the metric has 10'],
  ])('computes for long only where that is confirmed: %j', async (metricOptions, says) => {
    const change = (record: ScoreRecord) => ({
      ...record,
      inputs: { ...record.inputs, metricOptions },
    });
    await refused(change, says, 'RECORD_UNTRUSTED');
    expect((await refused(change, says, 'RECORD_UNTRUSTED')).includes('--yes')).toBe(true);
  });

  test('is told where it says what this version does not know', async () => {
    const path = changedRecord((record) => ({
      ...record,
      lab: 'ours\nequal',
      score: { ...record.score, rank: 1 },
    }));
    const { code, stdout } = await verify(original, path);
    expect(code).toBe(0);
    expect(stdout).toBe(
      'equal\nNot known to this version, and not compared: record.score.rank, record.lab\n',
    );
  });
});

test('numbers within the tolerance are equal, and it says how far', async () => {
  const path = changedRecord((record) => {
    const { score: before } = record;
    return { ...record, score: { ...before, value: before.value + 4e-12 } };
  });
  expect(await verify(original, path)).toMatchObject({ code: 0, stdout: 'equal within 1e-11\n' });
  const strict = await verify(original, path, ['--model', networkPath, '--tolerance', '1e-13']);
  expect(strict).toMatchObject({ code: 1 });
  expect(strict.stdout).toContain('number   score.value');
});

/** A project whose recordings are made with a number from a pinned file. */
function withDataFile(baseline: string): string {
  const sha256 = createHash('sha256').update(baseline).digest('hex');
  const file = `{ path: 'baseline.txt', urls: [], hash: { algorithm: 'sha256', digest: '${sha256}' } }`;
  const folder = project({
    'package.json': [['"apiVersion": 1,', '"apiVersion": 1, "mirrors": ["mirror"],']],
    'index.js': [
      [
        'import { setTimeout } from',
        "import { fetchFile } from '@ventral/files';\nimport { setTimeout } from",
      ],
      [
        'load: async () => ({ stimuli: stimulusSet(60), recordings: recordings(60) }),',
        `load: async (_files, context) => {
          await fetchFile(${file}, context);
          return { stimuli: stimulusSet(60), recordings: recordings(60) };
        },`,
      ],
    ],
  });
  mkdirSync(join(folder, 'mirror'));
  writeFileSync(join(folder, 'mirror/baseline.txt'), baseline);
  writeFileSync(join(folder, 'mirror/SHA256SUMS'), `${sha256}  baseline.txt\n`);
  return folder;
}
