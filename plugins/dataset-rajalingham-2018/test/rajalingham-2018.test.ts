import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coordinate } from '@ventral/arrays';
import type { BrainioPart } from '@ventral/brainio';
import type { RunContext } from '@ventral/core';
import * as plugin from '@ventral/dataset-rajalingham-2018';
import { createRunContext } from '@ventral/host';
import { type Bucket, describeReference, openBucket, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const { rajalingham2018 } = plugin;
const storage = 'https://brainscore-storage.s3.amazonaws.com/brainio-brainscore';

let folder: string;
let context: RunContext;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-rajalingham-'));
  context = createRunContext({ cacheFolder: folder, mirrors: [], offline: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('Rajalingham2018', () => {
  it.each([
    ['public', 'assy_dicarlo_Rajalingham2018_public.nc'],
    ['private', 'assy_dicarlo_Rajalingham2018_private.nc'],
  ])('says where the %s trials are that are not at hand', async (part, file) => {
    await expect(rajalingham2018.load(context, part)).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining(file),
    });
  });
});

describe('the pins', () => {
  it('are three files a set of images, by sha1 and version', () => {
    expect(rajalingham2018.files.map(({ urls }) => urls)).toEqual(
      [
        'assy_dicarlo_Rajalingham2018_public.nc',
        'stimulus_objectome_public.csv',
        'stimulus_objectome_public.zip',
        'assy_dicarlo_Rajalingham2018_private.nc',
        'stimulus_objectome_private.csv',
        'stimulus_objectome_private.zip',
      ].map((name) => [`${storage}/${name}?versionId=null`]),
    );
    for (const { hash } of rajalingham2018.files) {
      expect(hash.algorithm).toBe('sha1');
      expect(hash.digest).toMatch(/^[0-9a-f]{40}$/);
    }
    expect(new Set(rajalingham2018.files.map(({ hash }) => hash.digest)).size).toBe(6);
  });

  it('ask for credentials where files are private, and only there', () => {
    const needs = rajalingham2018.files.map(({ authorize }) => authorize !== undefined);
    expect(needs).toEqual([false, false, false, true, true, true]);
  });

  it('of private behaviour are its own and the public images that a readout is fitted on', () => {
    expect(rajalingham2018.filesOf('private').map(({ path }) => path)).toEqual([
      'assy_dicarlo_Rajalingham2018_private.nc',
      'stimulus_objectome_private.csv',
      'stimulus_objectome_private.zip',
      'stimulus_objectome_public.csv',
      'stimulus_objectome_public.zip',
    ]);
    expect(rajalingham2018.filesOf('public')).toHaveLength(3);
  });
});

describeReference('behaviour in files', 'golden/brainio/rajalingham', () => {
  const path = (name: string) => referencePath('golden/brainio/rajalingham', name);
  const online = (changes: Partial<RunContext> = {}) => ({
    ...context,
    offline: false,
    ...changes,
  });
  let bucket: Bucket;
  beforeAll(async () => {
    bucket = await openBucket(path(''));
  });
  afterAll(() => bucket[Symbol.asyncDispose]());

  const part = (name: string): BrainioPart => ({
    stimulusSet: `test.objectome.${name}`,
    files: {
      assembly: bucket.pin('assy_test_Rajalingham2018_private.nc'),
      csv: bucket.pin(`stimulus_test_objectome_${name}.csv`),
      zip: bucket.pin(`stimulus_test_objectome_${name}.zip`),
    },
  });

  it('is read with its images, and those to fit a readout on', async () => {
    const expected = JSON.parse(readFileSync(path('expected.json'), 'utf8')).after_load;
    const { stimuli, trials, fittingStimuli, fittingLabels } = await plugin.loadChoices(
      part('private'),
      part('public'),
      online(),
    );
    expect(trials.shape).toEqual(expected.shape);
    expect(coordinate(trials, 'sample_obj').slice(0, 5)).toEqual(expected.first_sample_obj);
    expect(coordinate(trials, 'dist_obj').slice(0, 5)).toEqual(expected.first_dist_obj);
    expect(coordinate(trials, 'choice').slice(0, 5)).toEqual(expected.first_values);
    expect(coordinate(trials, 'stimulus_id').slice(0, 3)).toEqual(expected.first_stimulus_id);
    const correct = trials.values.filter((value) => value === 1).length;
    expect(correct / trials.values.length).toBe(expected.fraction_correct);
    expect([stimuli.stimuli.length, fittingStimuli.stimuli.length]).toEqual([36, 60]);
    expect([stimuli.degrees, fittingStimuli.degrees]).toEqual([8, 8]);
    const judged = new Set(coordinate(trials, 'stimulus_id'));
    expect(new Set(stimuli.stimuli.map(({ id }) => id))).toEqual(judged);
    expect(fittingLabels).toHaveLength(60);
    expect(fittingLabels.slice(0, 3)).toEqual(['calc01', 'calc01', 'weimaraner']);
    expect(new Set(fittingLabels)).toEqual(new Set(coordinate(trials, 'sample_obj')));
    const { width, height, data } = (await fittingStimuli.stimuli[0]?.load()) ?? {};
    expect(data).toHaveLength(3 * (width ?? 0) * (height ?? 0));
  });

  it('is fitted on its own images where no others are named', async () => {
    const own = part('public');
    const { stimuli, fittingStimuli } = await plugin.loadChoices(own, own, online());
    expect(fittingStimuli).toBe(stimuli);
  });

  it('is refused where the objects to fit on are not named', async () => {
    const table = await readFile(path('stimulus_test_objectome_public.csv'), 'utf8');
    await writeFile(join(folder, 'stimuli.csv'), table.replace('image_label', 'label'));
    await using other = await openBucket(folder);
    const { stimulusSet, files } = part('public');
    const fitting = { stimulusSet, files: { ...files, csv: other.pin('stimuli.csv') } };
    const reading = plugin.loadChoices(part('private'), fitting, online());
    await expect(reading).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining("in a column 'image_label'"),
    });
  });

  it('is not read after an interruption', async () => {
    const own = part('private');
    const stopped = online({ signal: AbortSignal.abort() });
    await expect(plugin.loadChoices(own, own, stopped)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });
});

checkManifest(plugin);
checkDataset(rajalingham2018);
