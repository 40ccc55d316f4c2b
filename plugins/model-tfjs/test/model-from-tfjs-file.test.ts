import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { modelFromTfjsFile, tfjsModel } from '@ventral/model-tfjs';
import { loadTensorFlow } from '@ventral/tensorflow';
import { collectActivations, madeStimuli } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallNetwork, writeLayers } from './made-network.ts';

const context = createRunContext();
const options = { preprocessing: 'tf', imageSize: undefined };
let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-model-tfjs-'));
  path = await writeLayers(join(folder, 'small'), smallNetwork);
});
afterAll(() => rm(folder, { recursive: true }));

/** A copy of the model to be changed. */
async function copyModel(name: string): Promise<string> {
  await cp(join(folder, 'small'), join(folder, name), { recursive: true });
  return join(folder, name, 'model.json');
}

/** What the tests change in a model.json. */
interface EditedJson {
  readonly weightsManifest: [{ paths: string[]; weights: unknown[] }];
  readonly modelTopology: { readonly config: { readonly layers: { class_name: string }[] } };
}

async function editJson(file: string, edit: (json: EditedJson) => void): Promise<void> {
  const json = JSON.parse(readFileSync(file, 'utf8'));
  edit(json);
  await writeFile(file, JSON.stringify(json));
}

describe('modelFromTfjsFile', () => {
  it('names the model after its folder, or the name before model.json', () => {
    expect(modelFromTfjsFile(path, options)).toMatchObject({ id: 'small', visualDegrees: 8 });
    expect(modelFromTfjsFile('nets/vgg_model.json', options).id).toBe('vgg');
    expect(modelFromTfjsFile('nets/vgg.model.json', options).id).toBe('vgg');
  });

  it('lists layers, chooses candidates, and says what computes', async () => {
    await using model = await modelFromTfjsFile(path, options).open(context);
    expect(model.layers).toMatchObject([
      { name: 'conv', operation: 'Conv2D', shape: [14, 14, 4] },
      { name: 'relu', operation: 'Activation', shape: [14, 14, 4] },
      { name: 'pool', operation: 'MaxPooling2D', shape: [7, 7, 4] },
      { name: 'average', operation: 'GlobalAveragePooling2D', shape: [4] },
      { name: 'classes', operation: 'Dense', shape: [5] },
    ]);
    expect(model.candidateLayers).toEqual(['relu', 'pool']);
    expect(model.notes?.[0]).toMatch(/^TensorFlow\.js .*, back end wasm: /);
  });

  it('gives the same activations in batches of any size, and leaves no tensor behind', async () => {
    const { compute } = await loadTensorFlow();
    const countTensors = () => compute((tf) => tf.memory().numTensors);
    const before = countTensors();
    {
      await using model = await modelFromTfjsFile(path, options).open(context);
      const opened = countTensors();
      const all = await collectActivations(model, madeStimuli(40, 20), ['relu', 'classes']);
      const one = await collectActivations(model, madeStimuli(40, 20).slice(39), ['classes']);
      const last = Array.from(all.get('classes')!.slice(-5));
      expect(last.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 5);
      for (const [index, value] of last.entries()) {
        expect(one.get('classes')![index]).toBeCloseTo(value, 6);
      }
      expect(countTensors()).toBe(opened);
    }
    expect(countTensors()).toBe(before);
  });

  it('has the digest of the weights that it runs, however their file is swapped (mirror-toctou)', async () => {
    const file = await copyModel('swapped');
    const shard = join(folder, 'swapped/group1-shard1of2.bin');
    const good = await readFile(shard);
    const bad = Buffer.from(good).fill(0, 0, 64);
    const digests = new Map<string, string>();
    const openOnce = async () => {
      await using model = await modelFromTfjsFile(file, options).open(context);
      const seen = await collectActivations(model, madeStimuli(1, 20), ['conv']);
      return [model.digest, seen.get('conv')!.join()] as const;
    };
    for (const content of [good, bad]) {
      await writeFile(shard, content);
      digests.set(...(await openOnce()));
    }
    expect(digests.size).toBe(2);
    const over = new AbortController();
    const swap = async () => {
      for (let swaps = 0; !over.signal.aborted; swaps++) {
        await writeFile(`${shard}.new`, swaps % 2 === 0 ? good : bad);
        await rename(`${shard}.new`, shard);
        await sleep(swaps % 5);
      }
    };
    const swapping = swap();
    try {
      for (let opening = 0; opening < 12; opening++) {
        const [digest, seen] = await openOnce();
        expect(digests.get(digest) === seen).toBe(true);
      }
    } finally {
      over.abort();
      await swapping;
    }
  });

  it('computes the same on every back end, under digests of their own', async () => {
    const description = { id: 'a', title: 'A', file: path, preprocessing: preprocessings.tf };
    const found = [];
    for (const backend of ['cpu', 'wasm'] as const) {
      await using model = await tfjsModel({ ...description, backend }).open(context);
      const values = await collectActivations(model, madeStimuli(3, 16), ['classes']);
      found.push({ digest: model.digest, values: values.get('classes')! });
    }
    const [cpu, wasm] = found;
    expect(cpu?.digest).not.toBe(wasm?.digest);
    for (const [index, value] of cpu!.values.entries()) {
      expect(wasm!.values[index]).toBeCloseTo(value, 6);
    }
  });

  it('knows a model by the content of all its files', async () => {
    const copy = await copyModel('copy');
    await using model = await modelFromTfjsFile(path, options).open(context);
    await using same = await modelFromTfjsFile(copy, options).open(context);
    expect(same.digest).toBe(model.digest);
    const shard = join(folder, 'copy', 'group1-shard2of2.bin');
    const bytes = await readFile(shard);
    bytes[0]! ^= 1;
    await writeFile(shard, bytes);
    await using changed = await modelFromTfjsFile(copy, options).open(context);
    expect(changed.digest).not.toBe(model.digest);
  });

  it('names the layers nearest to one that is not there', async () => {
    await using model = await modelFromTfjsFile(path, options).open(context);
    await expect(collectActivations(model, madeStimuli(1, 16), ['pol'])).rejects.toMatchObject({
      code: 'LAYER_NOT_FOUND',
      hint: expect.stringContaining("'pool'"),
    });
  });

  it('looks at nothing without a preprocessing', async () => {
    const undecided = { preprocessing: undefined, imageSize: undefined };
    await using model = await modelFromTfjsFile(path, undecided).open(context);
    await expect(collectActivations(model, madeStimuli(1, 16), ['pool'])).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      hint: expect.stringContaining('--preprocessing torch|'),
    });
  });

  it('needs a size where the network leaves it open, and no other where it does not', async () => {
    const open = await writeLayers(join(folder, 'open'), (tf) => smallNetwork(tf, null));
    await expect(modelFromTfjsFile(open, options).open(context)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      hint: expect.stringContaining('--image-size'),
    });
    await using model = await modelFromTfjsFile(open, { ...options, imageSize: 20 }).open(context);
    expect(model.layers[0]?.shape).toEqual([18, 18, 4]);
    await expect(
      modelFromTfjsFile(path, { ...options, imageSize: 20 }).open(context),
    ).rejects.toMatchObject({ code: 'MODEL_INPUT_MISMATCH' });
  });

  it('refuses CUDA where there is none', async () => {
    const cuda = createRunContext({ device: 'cuda' });
    await expect(modelFromTfjsFile(path, options).open(cuda)).rejects.toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
    });
  });
});

describe('layers within models within a model', () => {
  it('can be read, as can each place of a layer that has several', async () => {
    const file = await writeLayers(join(folder, 'nested'), (tf) => {
      const { layers } = tf;
      const inner = tf.input({ shape: [8, 8, 3] });
      const doubled = layers.conv2d({ filters: 3, kernelSize: 1, name: 'twice' });
      const first = doubled.apply(inner) as typeof inner;
      const second = doubled.apply(first) as typeof inner;
      const sum = layers.add({ name: 'sum' }).apply([first, second]) as typeof inner;
      const body = tf.model({ inputs: inner, outputs: sum, name: 'body' });
      const image = tf.input({ shape: [8, 8, 3] });
      const flat = layers.flatten({ name: 'flat' }).apply(body.apply(image)) as typeof inner;
      return tf.model({ inputs: image, outputs: flat });
    });
    await using model = await modelFromTfjsFile(file, options).open(context);
    const names = ['body/twice', 'body/twice:1', 'body/sum', 'flat'];
    expect(model.layers.map(({ name }) => name)).toEqual(names);
    expect(model.candidateLayers).toContain('body/sum');
    const values = await collectActivations(model, madeStimuli(2, 8), names);
    const [first, second, sum, flat] = names.map((name) => values.get(name)!);
    expect(flat).toEqual(sum);
    for (const [index, value] of sum!.entries()) {
      expect(first![index]! + second![index]!).toBeCloseTo(value, 5);
    }
  });
});

describe('a model whose files are not whole', () => {
  it.each<[what: string, message: string, spoil: (file: string) => Promise<void>]>([
    ['no model.json', 'none', (file) => rm(file)],
    ['a model.json cut short', 'cannot be read', (file) => truncate(file, 100)],
    [
      'another JSON',
      'is no model of TensorFlow.js: modelTopology',
      (file) => writeFile(file, '{}'),
    ],
    ['a lost shard', 'no such file', (file) => rm(join(file, '../group1-shard2of2.bin'))],
    [
      'a shard cut short',
      'bytes in',
      (file) => truncate(join(file, '../group1-shard2of2.bin'), 10),
    ],
    [
      'shards outside its folder',
      "'../small/group1-shard1of2.bin', outside its own folder",
      (file) =>
        editJson(file, (json) => {
          json.weightsManifest[0].paths[0] = '../small/group1-shard1of2.bin';
        }),
    ],
    [
      'an absolute path',
      'outside its own folder',
      (file) =>
        editJson(file, (json) => {
          json.weightsManifest[0].paths[0] = '/etc/hostname';
        }),
    ],
    [
      'a layer that nobody knows',
      'refuses',
      (file) =>
        editJson(file, (json) => {
          json.modelTopology.config.layers[1]!.class_name = 'Lambda';
        }),
    ],
    [
      'a layer that is not there, in words of ours',
      'what describes the network is incomplete or damaged',
      (file) =>
        editJson(file, (json) => {
          json.modelTopology.config.layers[1] = null as never;
        }),
    ],
    [
      'too few weights',
      'bytes in',
      (file) =>
        editJson(file, (json) => {
          json.weightsManifest[0].weights.pop();
        }),
    ],
  ])('is refused: %s', async (what, message, spoil) => {
    const file = await copyModel(what);
    await spoil(file);
    await expect(modelFromTfjsFile(file, options).open(context)).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringContaining(message === 'none' ? file : message),
    });
  });
});
