import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { encodeNpy } from '@ventral/arrays';
import type { ProgressEvent } from '@ventral/core';
import { buildModel } from '@ventral/onnx';
import {
  type Features,
  makeKeyPair,
  openProject,
  type Project,
  readRecord,
  type ScoreRecord,
} from '@ventral/scoring';
import { someStimuli } from '@ventral/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { openFeatures } from '../src/open-features.ts';
import {
  abortWhen,
  networkPath,
  openFixture,
  projectFolder,
  temporaryFolder,
} from './project-fixture.ts';

const network = { model: networkPath, preprocessing: 'torch', layer: 'relu2' };
const request = { ...network, benchmark: 'Gratings.V4-pls' };
const slow = { ...network, benchmark: 'Gratings.V4.slow-pls' };

let project: Project;
let record: ScoreRecord;
beforeAll(async () => {
  project = await openFixture();
  record = await project.score(request);
});

describe('a score', () => {
  test('is a record, with the packages that made it and no program', () => {
    expect(record.score.value).toBeGreaterThan(0.9);
    expect(record.model).toMatchObject({ id: 'small_convnet', layer: 'relu2' });
    const { packages, program } = record.environment;
    const made = ['@ventral/scoring', '@ventral/core', '@ventral/model-onnx', 'onnxruntime-node'];
    expect(Object.keys(packages)).toEqual(expect.arrayContaining(made));
    expect([packages.ventral, program]).toEqual([undefined, undefined]);
  });

  test('differs by the settings of the request', async () => {
    const other = await project.score(request, { seed: 2 });
    expect(other.seed).toBe(2);
    expect(other.score.splitsDigest).not.toBe(record.score.splitsDigest);
    expect((await project.score(request, { seed: undefined })).seed).toBe(1);
  });

  test('is the same from a script, which prints what it likes and nothing else', async () => {
    const args = [projectFolder, { cacheFolder: temporaryFolder() }, request];
    const script = join(import.meta.dirname, 'fixtures/score-script.mjs');
    const line = [script, ...args.map((arg) => JSON.stringify(arg))];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, line);
    expect([stdout, stderr]).toEqual([`${record.score.value}\n`, '']);
  });

  test('is the same from a thread', async () => {
    const workerData = {
      folder: projectFolder,
      settings: { cacheFolder: temporaryFolder() },
      request,
    };
    const file = join(import.meta.dirname, 'fixtures/score-thread.mjs');
    // Not with the options of this process, by which tests run the sources.
    const worker = new Worker(file, { workerData, execArgv: [] });
    const [made] = (await once(worker, 'message')) as [ScoreRecord];
    expect((await project.diff(record, made)).differences).toEqual([]);
  });

  test.each<[what: string, request: object, message: string]>([
    ['a field that is misspelt', { ...request, layre: 'relu2' }, 'request.layre is no known field'],
    ['a field that is missing', { model: networkPath }, 'request.benchmark is missing'],
    ['a field of another type', { ...request, layers: 'all' }, 'request.layers is not valid'],
  ])('is refused for %s', async (_, wrong, message) => {
    await expect(project.score(wrong as typeof request)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(message),
    });
  });

  test.each<[settings: object, message: string]>([
    [{ device: 'tpu' }, "--device is 'tpu'."],
    [{ seeds: 2 }, 'settings.seeds is no known field'],
    [{ mirrors: 'data' }, 'settings.mirrors is not valid'],
  ])('is refused with the settings %j', async (settings, message) => {
    await expect(project.score(request, settings)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(message),
    });
  });
});

describe('an aborted request', () => {
  test('goes on where it was, to the same record', async () => {
    const cacheFolder = temporaryFolder();
    const abort = abortWhen(({ task, done }) => task.startsWith('Recording') && done > 0);
    const interrupted = project.score(slow, { cacheFolder, ...abort });
    await expect(interrupted).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const recorded: number[] = [];
    const onProgress = ({ task, done }: ProgressEvent) => {
      if (task.startsWith('Recording')) recorded.push(done);
    };
    const continued = await project.score(slow, { cacheFolder, onProgress });
    expect(recorded[0]).toBeGreaterThan(0);
    const whole = await project.score(slow, { cacheFolder: temporaryFolder() });
    expect({ ...continued, createdAt: '' }).toEqual({ ...whole, createdAt: '' });
  });

  test('is one that never began, where the signal was aborted before', async () => {
    const settings = { cacheFolder: temporaryFolder(), signal: AbortSignal.abort() };
    await expect(project.score(slow, settings)).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});

describe('a comparison', () => {
  test('hands over each record, names what fails, and ranks', async () => {
    const heard: string[] = [];
    const models = ['pixels', 'pixles', networkPath];
    const { records, failures } = await project.compare(
      { benchmark: request.benchmark, models, preprocessing: 'torch' },
      {
        onRecord: ({ model }) => heard.push(model.id),
        onFailure: ({ model }) => heard.push(`no ${model}`),
      },
    );
    expect(heard).toEqual(['pixels', 'no pixles', 'small_convnet']);
    expect(failures).toMatchObject([{ model: 'pixles', error: { code: 'PLUGIN_NOT_FOUND' } }]);
    const values = records.map(({ score }) => score.value);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });

  test('that was aborted goes on after its last record', async () => {
    const cacheFolder = temporaryFolder();
    const models = ['pixels', networkPath];
    const compared = { benchmark: slow.benchmark, models, preprocessing: 'torch' };
    const abort = abortWhen(({ task, done }) => task === 'Comparing' && done === 1);
    const interrupted = project.compare(compared, { cacheFolder, ...abort });
    await expect(interrupted).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const { records, reused } = await project.compare(compared, { cacheFolder });
    expect(reused).toEqual(['pixels']);
    expect(records).toHaveLength(2);
  });

  test('of one layer is not taken for that of another', async () => {
    const cacheFolder = temporaryFolder();
    const compared = {
      benchmark: request.benchmark,
      models: [networkPath],
      preprocessing: 'torch',
    };
    const scoredAt = async (layer: string) => {
      const { records, reused } = await project.compare({ ...compared, layer }, { cacheFolder });
      return [records[0]?.model.layer, reused.length];
    };
    expect(await scoredAt('relu1')).toEqual(['relu1', 0]);
    expect(await scoredAt('relu2')).toEqual(['relu2', 0]);
    expect(await scoredAt('relu1')).toEqual(['relu1', 1]);
  });
});

describe('features in memory', () => {
  // What a network has to say of each grating: its orientation, in an order of its own.
  const rows = Array.from({ length: 60 }, (_, row) => (row * 7) % 60);
  const values = Float32Array.from({ length: 120 }, (_, cell) => {
    const angle = 2 * Math.PI * (((rows[cell >> 1] as number) * 0.618034) % 1);
    return cell % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });
  const stimulusIds = rows.map((row) => `grating${row}`);
  const features: Features = { id: 'mine', values, shape: [60, 2], stimulusIds };
  const task = { benchmark: 'Gratings.V4-pls', metricOptions: { components: 2 } };
  const [path, idsPath] = ['features.npy', 'ids.txt'].map((name) => join(temporaryFolder(), name));
  let ofMemory: ScoreRecord;

  beforeAll(async () => {
    writeFileSync(path as string, encodeNpy(values, [60, 2]));
    writeFileSync(idsPath as string, stimulusIds.map((id) => `${id}\n`).join(''));
    ofMemory = await project.score({ ...task, model: features });
  });

  test('are scored as a file of them is, and named by the same content', async () => {
    expect(ofMemory.score.value).toBeGreaterThan(0.99);
    const sha256 = createHash('sha256')
      .update(encodeNpy(values, [60, 2]))
      .digest('hex');
    expect(ofMemory.model).toEqual({ id: 'mine', file: { name: 'mine.npy', sha256, bytes: 608 } });
    const ofFile = await project.score({ ...task, model: path as string, stimulusIds: idsPath });
    expect(await project.diff(ofMemory, ofFile)).toMatchObject({ differences: [] });
  });

  test('are refused on a device, which would have computed nothing', async () => {
    const onDevice = project.score({ ...task, model: features }, { device: 'webgpu' });
    await expect(onDevice).rejects.toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
      message: 'Features and choices are compared on the CPU, not on webgpu.',
    });
  });

  test('in a .npz, or named in capitals, are the same, and say which array they are', async () => {
    const zip = new ZipFile();
    const arrays = { 'conv/1': encodeNpy(values, [60, 2]), other: encodeNpy(values, [120, 1]) };
    for (const [name, bytes] of Object.entries(arrays)) {
      zip.addBuffer(Buffer.from(bytes), `${name}.npy`);
    }
    zip.end();
    const folder = temporaryFolder();
    const [npz, npy] = ['mine.NPZ', 'MINE.NPY'].map((name) => join(folder, name)) as [
      string,
      string,
    ];
    writeFileSync(npz, await buffer(zip.outputStream));
    writeFileSync(npy, encodeNpy(values, [60, 2]));
    // As spreadsheets write names: a head, spaces behind, UTF-16.
    const ids = join(folder, 'ids.txt');
    const lines = ['stimulus_id', ...stimulusIds].map((id) => `${id} \r\n`).join('');
    writeFileSync(ids, `\ufeff${lines}`, 'utf16le');
    const ofNpy = await project.score({ ...task, model: npy, stimulusIds: ids });
    expect(ofNpy.score).toEqual(ofMemory.score);
    const model = `${npz}:conv/1`;
    const ofNpz = await project.score({ ...task, model, stimulusIds: ids });
    expect(ofNpz.score).toEqual(ofMemory.score);
    expect(ofNpz.model).toMatchObject({ id: 'mine.NPZ:conv/1', file: { name: 'mine.NPZ:conv/1' } });
    const verified = await project.verify({ record: ofNpz, model, stimulusIds: ids });
    expect(verified.verdict).toBe('equal');
    await expect(project.score({ ...task, model: npz })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: `${npz} holds 2 arrays.`,
    });
    const { records } = await project.compare({ ...task, models: [model] });
    expect(records[0]?.model.id).toBe('mine.NPZ:conv/1');
  });

  test('that change while they are scored are refused (mirror-toctou), and taken anew afterwards', async () => {
    const model = join(temporaryFolder(), 'features.npy');
    writeFileSync(model, encodeNpy(values, [60, 2]));
    const opened = await openFeatures(model, undefined);
    writeFileSync(
      model,
      encodeNpy(
        values.map((value) => 2 * value),
        [60, 2],
      ),
    );
    const features = await opened.candidate.record(someStimuli(60), 'V4');
    await expect(features.readColumns(0, 2)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: `${model} was changed after its hash was checked.`,
    });
    expect(
      (await project.score({ ...task, model, stimulusIds: idsPath })).score.value,
    ).toBeGreaterThan(0.99);
  });

  test('are asked for by a verification', async () => {
    await expect(project.verify({ record: ofMemory })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: 'The record was made with the file mine.npy.',
    });
  });

  test('are verified in memory or as files, and told from others', async () => {
    const equal = { verdict: 'equal', numbers: 'equal', differences: [] };
    expect(await project.verify({ record: ofMemory, model: features })).toMatchObject(equal);
    const files = { model: path, stimulusIds: idsPath };
    expect(await project.verify({ record: ofMemory, ...files })).toMatchObject(equal);
    const others = { ...features, values: values.map((value) => 2 * value) };
    const verification = await project.verify({ record: ofMemory, model: others });
    expect(verification.verdict).toBe('different');
    expect(verification.differences[0]).toMatchObject({ kind: 'weights' });
  });

  test.each<[what: string, features: object]>([
    ['another number of values', { ...features, shape: [60, 3] }],
    ['too few names', { ...features, stimulusIds: stimulusIds.slice(1) }],
  ])('are refused with %s', async (_, model) => {
    await expect(project.score({ ...task, model: model as Features })).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
    });
  });
});

describe('a record', () => {
  test('of a program names it, and is verified without it', async () => {
    const program = join(import.meta.dirname, '../../cli/src');
    const settings = { cacheFolder: temporaryFolder(), program };
    const byCommand = await (await openProject(projectFolder, settings)).score(request);
    const { packages, ...environment } = byCommand.environment;
    expect(environment.program).toBe('ventral');
    expect(packages).toMatchObject({ ventral: expect.stringMatching(/^\d/) });
    expect(packages).not.toHaveProperty('commander');
    const verified = await project.verify({ record: byCommand, model: networkPath });
    expect(verified).toMatchObject({ verdict: 'equal', differences: [] });
  });

  test('is signed, and verified with the key', async () => {
    const folder = temporaryFolder();
    const [key, publicKey] = [join(folder, 'key.pem'), join(folder, 'key.pem.pub')];
    const pair = makeKeyPair();
    writeFileSync(key, pair.privateKey);
    writeFileSync(publicKey, pair.publicKey);
    const signed = await project.sign(record, key);
    expect((await readRecord(signed)).record.signature).toMatchObject({ algorithm: 'ed25519' });
    const verified = await project.verify({ record: signed, model: networkPath, publicKey });
    expect(verified.signature).toEqual({ fingerprint: pair.fingerprint, keyNamed: true });
    const changed = { ...signed, seed: 2 };
    await expect(project.verify({ record: changed, model: networkPath })).rejects.toMatchObject({
      code: 'SIGNATURE_INVALID',
    });
  });
});

test('training-mode-export: a network with random operators is run again to verify it', async () => {
  const noisy = join(temporaryFolder(), 'noisy.onnx');
  const image = { name: 'image', type: 'float32', shape: ['n', 3, 32, 32] } as const;
  const nodes = [
    { operation: 'RandomNormalLike', inputs: ['image'], outputs: ['noise'] },
    { operation: 'Add', inputs: ['image', 'noise'], outputs: ['sum'] },
  ];
  writeFileSync(
    noisy,
    buildModel({ inputs: [image], outputs: [{ ...image, name: 'sum' }], nodes }),
  );
  const scored = await project.score({ ...request, model: noisy, layer: 'sum' });
  expect(scored.score.notes).toEqual([expect.stringContaining('noisy has random operators')]);
  // Within one process onnxruntime draws the same noise again: that it ran at all is what can be seen.
  const tasks: string[] = [];
  const onProgress = ({ task }: ProgressEvent) => tasks.push(task);
  await project.score({ ...request, model: noisy, layer: 'sum' }, { onProgress });
  expect(tasks).not.toContain('Recording sum for Gratings');
  await project.verify({ record: scored, model: noisy }, { onProgress });
  expect(tasks).toContain('Recording sum for Gratings');
});

test('layers are listed, and committed to regions', async () => {
  const { layers } = await project.layers({ model: networkPath });
  expect(layers.map(({ name }) => name)).toContain('relu2');
  const on = { V4: request.benchmark };
  const asked = { ...network, layers: ['relu1', 'relu2'], on };
  const { layer: _, ...named } = asked;
  const { map, path, choices } = await project.commit(named);
  expect(Object.keys(choices[0]?.scores ?? {})).toEqual(['relu1', 'relu2']);
  expect(map.regions.V4).toMatchObject({ benchmark: request.benchmark });
  expect(path).toBe(networkPath.replace('.onnx', '.layers.json'));
});

test('a study of pruning grows, and is gone on with', async () => {
  const begun = { ...network, benchmarks: [request.benchmark], sparsities: [0.5] };
  const study = await project.studyPruning(begun);
  const seen: number[] = [];
  const grown = await project.studyPruning(
    { ...begun, sparsities: [0.5, 0.9], study },
    { onScore: ({ points }) => seen.push(points.length) },
  );
  expect(grown.points.map(({ sparsity }) => sparsity)).toEqual([0.5, 0.9]);
  expect(grown.points[0]).toEqual(study.points[0]);
  expect(seen).toEqual([2]);
  await expect(project.studyPruning({ ...begun, scope: 'layer', study })).rejects.toMatchObject({
    code: 'OPTION_INVALID',
  });
});
