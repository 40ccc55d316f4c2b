import { join } from 'node:path';
import { encodeNpy, type FeatureMatrix } from '@ventral/arrays';
import type { OpenModel } from '@ventral/core';
import { openFeatureFile, textSet } from '@ventral/files';
import { featureFileCandidate, modelCandidate } from '@ventral/host';
import { activationsOf, brightnessModel, makeFolder, someStimuli } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { contextIn, images } from './recordings.ts';

const allOf = (features: FeatureMatrix) => features.readColumns(0, features.featureCount);

describe('modelCandidate', () => {
  const about = { id: 'm', visualDegrees: 8 };
  const described = { model: about };

  it('records from its one layer, whatever the region', async () => {
    await using cache = await makeFolder();
    const settings = { ...described, open: brightnessModel(), layers: 'late' };
    const candidate = modelCandidate(settings, contextIn(cache));
    expect(candidate).toMatchObject(about);
    for (const region of ['V4', 'IT']) {
      const features = await candidate.record(someStimuli(6), region);
      expect(await allOf(features)).toEqual(activationsOf(images(6), 5));
    }
  });

  it('records from the layer of each region, and refuses a region without one', async () => {
    await using cache = await makeFolder();
    const layers = { V4: 'early', IT: 'late' };
    const settings = { ...described, open: brightnessModel(), layers };
    const candidate = modelCandidate(settings, contextIn(cache));
    const [v4, it] = [
      await candidate.record(someStimuli(6), 'V4'),
      await candidate.record(someStimuli(6), 'IT'),
    ];
    expect(await allOf(it)).toEqual(activationsOf(images(6), 5));
    expect(await allOf(v4)).not.toEqual(await allOf(it));
    await expect(candidate.record(someStimuli(6), 'V1')).rejects.toMatchObject({
      code: 'LAYER_REQUIRED',
      message: 'm commits no layer to V1.',
    });
  });

  it('records in each window of time from the layer whose window begins nearest', async () => {
    await using cache = await makeFolder();
    const layers = { IT: 'late', 'IT@100-200': 'early', 'IT@200-300': 'late' };
    let looks = 0;
    const model = brightnessModel();
    const watched: OpenModel = {
      ...model,
      look(...asked) {
        looks += 1;
        return model.look(...asked);
      },
    };
    const candidate = modelCandidate({ ...described, open: watched, layers }, contextIn(cache));
    expect(candidate.windows?.('IT')).toEqual([
      [100, 200],
      [200, 300],
    ]);
    expect(candidate.windows?.('V4')).toEqual([]);
    const [stimuli, late] = [someStimuli(6), activationsOf(images(6), 5)];
    expect(await allOf(await candidate.record(stimuli, 'IT', [240, 260]))).toEqual(late);
    expect(await allOf(await candidate.record(stimuli, 'IT', [0, 20]))).not.toEqual(late);
    expect(await allOf(await candidate.record(stimuli, 'IT'))).toEqual(late);
    // The stimuli are shown once for all windows.
    expect(looks).toBe(1);
  });

  it('says the same at all times where it has one layer', async () => {
    await using cache = await makeFolder();
    const settings = { ...described, open: brightnessModel(), layers: { IT: 'late' } };
    const candidate = modelCandidate(settings, contextIn(cache));
    const [early, late] = [
      await candidate.record(someStimuli(6), 'IT', [0, 20]),
      await candidate.record(someStimuli(6), 'IT', [240, 260]),
    ];
    expect(late).toBe(early);
  });

  it.each([
    [undefined, 8, 10],
    [4, 4, 10],
    [4, 8, 20],
    [4, 2, 5],
  ])(
    'shows stimuli %s degrees wide on a screen of %d as %d pixels',
    async (degrees, visualDegrees, pixels) => {
      await using cache = await makeFolder();
      const image = { width: 10, height: 10, data: new Uint8Array(300) };
      const widths: number[] = [];
      const model = brightnessModel();
      const watched: OpenModel = {
        ...model,
        look(stimuli, ...rest) {
          const seen = stimuli.map((stimulus) => ({
            ...stimulus,
            async load() {
              const shown = await stimulus.load();
              widths.push(shown.width);
              return shown;
            },
          }));
          return model.look(seen, ...rest);
        },
      };
      const settings = { model: { id: 'm', visualDegrees }, open: watched, layers: 'late' };
      await modelCandidate(settings, contextIn(cache)).record(
        {
          ...{ id: 'one image', digest: '0', ...(degrees && { degrees }) },
          stimuli: [{ id: 'a', load: async () => image }],
        },
        'V4',
      );
      expect(widths).toEqual([pixels]);
    },
  );

  it('gives regions of the same layer the same features, object for object', async () => {
    await using cache = await makeFolder();
    const layers = { V4: 'late', IT: 'late', V1: 'early' };
    const settings = { ...described, open: brightnessModel(), layers };
    const candidate = modelCandidate(settings, contextIn(cache));
    const v4 = await candidate.record(someStimuli(6), 'V4');
    expect(await candidate.record(someStimuli(6), 'IT')).toBe(v4);
    expect(await candidate.record(someStimuli(6), 'V1')).not.toBe(v4);
    expect(await candidate.record(someStimuli(5), 'IT')).not.toBe(v4);
  });

  it('records several layers side by side, where a choice is a sum', async () => {
    await using cache = await makeFolder();
    const model = brightnessModel();
    const record = (layers: string) =>
      modelCandidate({ ...described, open: model, layers }, contextIn(cache)).record(
        someStimuli(6),
        'V4',
      );
    const both = await record('late+early');
    expect(both.blocks).toEqual([
      { name: 'late', featureCount: 5 },
      { name: 'early', featureCount: 3 },
    ]);
    expect(await both.readColumns(0, 5)).toEqual(activationsOf(images(6), 5));
    expect(model.looks).toEqual([{ stimuli: 6, layers: ['late', 'early'] }]);
    expect((await record('late')).blocks).toBeUndefined();
  });

  it('takes a layer with a plus sign in its name for what it is', async () => {
    await using cache = await makeFolder();
    const model = brightnessModel({ layers: { 'a+b': 4, a: 1, b: 2 } });
    const settings = { ...described, open: model, layers: 'a+b' };
    const features = await modelCandidate(settings, contextIn(cache)).record(someStimuli(6), 'V4');
    expect([features.featureCount, features.blocks]).toEqual([4, undefined]);
  });

  it('refuses stimuli of a kind that the model does not take', async () => {
    await using cache = await makeFolder();
    const candidate = modelCandidate(
      { ...described, open: brightnessModel(), layers: 'late' },
      contextIn(cache),
    );
    const texts = textSet({ id: 'words', spans: [{ id: '1', text: 'a word', start: 0, end: 1 }] });
    await expect(candidate.record(texts, 'V4')).rejects.toMatchObject({
      code: 'STIMULI_UNSUITABLE',
      message: 'm takes images; words shows texts.',
      hint: expect.stringContaining('--tokenizer'),
    });
  });

  it('shows the stimuli once for all layers that will be asked for', async () => {
    await using cache = await makeFolder();
    const model = brightnessModel();
    for (const layer of ['early', 'late']) {
      const settings = { ...described, open: model, layers: layer, recordAlso: ['early', 'late'] };
      await modelCandidate(settings, contextIn(cache)).record(someStimuli(6), 'V4');
    }
    expect(model.looks).toHaveLength(1);
  });
});

describe('featureFileCandidate', () => {
  const rows = Float32Array.of(0, 1, 10, 11, 20, 21);
  const candidateOf = async (path: string, stimulusIds?: readonly string[]) =>
    featureFileCandidate('f.npy', await openFeatureFile(join(path, 'f.npy')), stimulusIds);

  it('takes rows in the order of the stimuli', async () => {
    await using folder = await makeFolder({ 'f.npy': encodeNpy(rows, [3, 2]) });
    const features = await (await candidateOf(folder.path)).record(someStimuli(3), 'V4');
    expect(features.stimulusIds).toEqual(['image0', 'image1', 'image2']);
    expect(await allOf(features)).toEqual(rows);
  });

  it('finds rows by the stimuli they are said to be, and leaves out others', async () => {
    await using folder = await makeFolder({ 'f.npy': encodeNpy(rows, [3, 2]) });
    const candidate = await candidateOf(folder.path, ['image1', 'unseen', 'image0']);
    const features = await candidate.record(someStimuli(2), 'V4');
    expect(features.stimulusIds).toEqual(['image0', 'image1']);
    expect(await allOf(features)).toEqual(Float32Array.of(20, 21, 0, 1));
  });

  it('refuses another number of rows, and says which order is meant', async () => {
    await using folder = await makeFolder({ 'f.npy': encodeNpy(rows, [3, 2]) });
    const candidate = await candidateOf(folder.path);
    await expect(candidate.record(someStimuli(4), 'V4')).rejects.toMatchObject({
      code: 'STIMULI_MISMATCH',
      message: 'f.npy has 3 rows of features; stimuli has 4 stimuli.',
      hint: expect.stringMatching(/in this order: image0, image1, \.\.\.; .*--stimulus-ids/),
    });
  });

  it.each([
    ['lack a stimulus', ['image0', 'image1', 'image9'], "the first is 'image2'"],
    ['are too few', ['image0', 'image1'], 'has 3 rows, for 2 stimuli'],
    ['name one twice', ['image0', 'image1', 'image1'], "'image1'"],
  ])('refuses names that %s', async (_, names, why) => {
    await using folder = await makeFolder({ 'f.npy': encodeNpy(rows, [3, 2]) });
    const recording = (await candidateOf(folder.path, names)).record(someStimuli(3), 'V4');
    await expect(recording).rejects.toMatchObject({ code: 'STIMULI_MISMATCH' });
    await expect(recording).rejects.toThrow(why);
  });
});
