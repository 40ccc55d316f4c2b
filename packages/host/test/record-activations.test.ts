import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProgressEvent } from '@ventral/core';
import { createRunContext, recordActivations } from '@ventral/host';
import { activationsOf, brightnessModel, makeFolder, someStimuli } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { contextIn, filesIn, images, valuesOf } from './recordings.ts';

describe('recordActivations', () => {
  it('gives the activations of every layer, one row a stimulus in order', async () => {
    await using cache = await makeFolder();
    const model = brightnessModel();
    const layers = ['late', 'early'];
    const recorded = await recordActivations(model, someStimuli(10), layers, contextIn(cache));
    expect([...recorded.keys()]).toEqual(layers);
    expect(recorded.get('early')).toMatchObject({ featureCount: 3 });
    expect(recorded.get('early')?.stimulusIds).toEqual(images(10).map((_, i) => `image${i}`));
    expect(await valuesOf(recorded, 'early')).toEqual(activationsOf(images(10), 3));
    expect(await valuesOf(recorded, 'late')).toEqual(activationsOf(images(10), 5));
    expect(model.looks).toEqual([{ stimuli: 10, layers }]);
  });

  it('does not look at the same stimuli twice', async () => {
    await using cache = await makeFolder();
    const model = brightnessModel();
    const first = await recordActivations(model, someStimuli(6), ['early'], contextIn(cache));
    const again = await recordActivations(model, someStimuli(6), ['early'], contextIn(cache));
    expect(await valuesOf(again, 'early')).toEqual(await valuesOf(first, 'early'));
    await recordActivations(model, someStimuli(6), ['early', 'late'], contextIn(cache));
    expect(model.looks.map(({ layers }) => layers)).toEqual([['early'], ['late']]);
  });

  it('records a layer that is named twice once', async () => {
    await using cache = await makeFolder();
    const model = brightnessModel();
    await recordActivations(model, someStimuli(6), ['early', 'early'], contextIn(cache));
    expect(model.looks).toEqual([{ stimuli: 6, layers: ['early'] }]);
  });

  it('keeps models and stimuli of different digests apart', async () => {
    await using cache = await makeFolder();
    const models = ['a', 'b'].map((digest) => brightnessModel({ digest }));
    for (const model of models) {
      for (const stimuli of [someStimuli(5, 'x'), someStimuli(6, 'y')]) {
        const recorded = await recordActivations(model, stimuli, ['late'], contextIn(cache));
        expect(recorded.get('late')?.stimulusIds).toHaveLength(stimuli.stimuli.length);
      }
      expect(model.looks.map(({ stimuli }) => stimuli)).toEqual([5, 6]);
    }
    expect(await filesIn(cache)).toHaveLength(4);
  });

  it('reports how far it is', async () => {
    await using cache = await makeFolder();
    const events: ProgressEvent[] = [];
    const context = contextIn(cache, { report: (event) => events.push(event) });
    await recordActivations(brightnessModel(), someStimuli(10), ['late'], context);
    const common = { task: 'Recording late for stimuli', total: 10, unit: 'images' };
    expect(events).toEqual([0, 4, 8, 10].map((done) => ({ ...common, done })));
  });
});

describe('two recordings of the same at once', () => {
  it('both give the right activations and leave one file', async () => {
    await using cache = await makeFolder();
    const slow = brightnessModel({
      onBatch: (batch) => new Promise((resolve) => setTimeout(resolve, 3, batch)),
    });
    const recordings = [slow, brightnessModel(), slow, brightnessModel()].map((model) =>
      recordActivations(model, someStimuli(40), ['late', 'early'], contextIn(cache)),
    );
    for (const recorded of await Promise.all(recordings)) {
      expect(await valuesOf(recorded, 'early')).toEqual(activationsOf(images(40), 3));
      expect(await valuesOf(recorded, 'late')).toEqual(activationsOf(images(40), 5));
    }
    const files = await filesIn(cache);
    expect(files).toHaveLength(2);
    expect(files.join()).not.toContain('.partial');
  });
});

describe('layer names', () => {
  it('may hold any character, be long, empty, or differ in case alone', async () => {
    await using cache = await makeFolder();
    const names = [
      '/layer1/layer1.0/conv1/Conv_output_0',
      'block:0',
      'block:1',
      'Relu',
      'relu',
      '..',
      '',
      'CON',
      'слой 1 *?"<>|',
      'x'.repeat(300),
      `${'x'.repeat(300)}y`,
    ];
    const layers = Object.fromEntries(names.map((name, index) => [name, index + 1]));
    const model = brightnessModel({ layers });
    const recorded = await recordActivations(model, someStimuli(5), names, contextIn(cache));
    for (const name of names) {
      expect(await valuesOf(recorded, name)).toEqual(activationsOf(images(5), layers[name]!));
    }
    const files = (await filesIn(cache)).map((path) => path.toLowerCase());
    expect(new Set(files).size).toBe(names.length);
    for (const path of files) expect(path).toMatch(/\/activations\/[0-9a-f]{64}\/[\w-]+\.npy$/);
  });
});

describe('a cache that cannot be written', () => {
  it('is named where it lies within a file', async () => {
    await using folder = await makeFolder({ cache: 'not a folder' });
    const context = createRunContext({ cacheFolder: join(folder.path, 'cache') });
    const recording = recordActivations(brightnessModel(), someStimuli(5), ['late'], context);
    await expect(recording).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining(join(folder.path, 'cache/activations')),
      hint: expect.stringContaining('VENTRAL_CACHE'),
    });
  });

  const isRoot = process.getuid?.() === 0;
  it.skipIf(isRoot)(`is named${isRoot ? ' (skipped: root may write anywhere)' : ''}`, async () => {
    await using cache = await makeFolder();
    await chmod(cache.path, 0o500);
    const recording = recordActivations(
      brightnessModel(),
      someStimuli(5),
      ['late'],
      contextIn(cache),
    );
    await expect(recording).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining(cache.path),
    });
  });
});
