import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coordinate } from '@ventral/arrays';
import { brainioPart, defineBrainioDataset } from '@ventral/brainio';
import { createRunContext } from '@ventral/host';
import { describeReference, openBucket, referencePath } from '@ventral/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const about = { id: 'Mine', title: 'Mine', species: 'macaque', regions: ['V4', 'IT'], degrees: 8 };

it('has the files of its parts, by their identifiers, hashes and versions', () => {
  const names = { identifier: 'me.Mine.all', stimulusSet: 'my.images' };
  const { files, parts, degrees } = defineBrainioDataset({
    ...about,
    parts: {
      all: brainioPart({ ...names, assembly: ['a'], csv: ['b', 'second'], zip: ['c'] }),
      kept: brainioPart({ ...names, assembly: ['d'], csv: ['e'], zip: ['f'], isPrivate: true }),
    },
  });
  expect([parts, degrees]).toEqual([['all', 'kept'], 8]);
  const folder = 'https://brainscore-storage.s3.amazonaws.com/brainio-brainscore';
  expect(files.map(({ urls, hash, authorize }) => [...urls, hash.digest, !!authorize])).toEqual([
    [`${folder}/assy_me_Mine_all.nc?versionId=null`, 'a', false],
    [`${folder}/stimulus_my_images.csv?versionId=second`, 'b', false],
    [`${folder}/stimulus_my_images.zip?versionId=null`, 'c', false],
    [`${folder}/assy_me_Mine_all.nc?versionId=null`, 'd', true],
    [`${folder}/stimulus_my_images.csv?versionId=null`, 'e', true],
    [`${folder}/stimulus_my_images.zip?versionId=null`, 'f', true],
  ]);
});

describeReference('recordings in the format of BrainIO', 'golden/brainio/majajhong', () => {
  let cacheFolder: string;
  beforeAll(async () => {
    cacheFolder = await mkdtemp(join(tmpdir(), 'ventral-brainio-dataset-'));
  });
  afterAll(() => rm(cacheFolder, { recursive: true, force: true }));

  it('are read region by region, when they are asked for', async () => {
    await using bucket = await openBucket(referencePath('golden/brainio/majajhong'));
    const files = {
      assembly: bucket.pin('assy_test_MajajHong2015_public.nc'),
      csv: bucket.pin('stimulus_test_hvm-public.csv'),
      zip: bucket.pin('stimulus_test_hvm-public.zip'),
    };
    const parts = { all: { stimulusSet: 'test.hvm', files } };
    const dataset = defineBrainioDataset({ ...about, parts, neuroidLabels: ['neuroid_id'] });
    const interruption = new AbortController();
    const { signal } = interruption;
    const context = createRunContext({ cacheFolder, mirrors: [], offline: false, signal });
    const { stimuli, region } = await dataset.load(context, 'all');
    expect([stimuli.id, stimuli.degrees]).toEqual(['test.hvm', 8]);
    const { recordings, trials } = await region('IT');
    const labels = Object.keys(recordings.coords);
    expect(labels).toContain('object_name');
    expect(labels).toContain('neuroid_id');
    expect(labels).not.toContain('region');
    expect(recordings.shape[0]).toBe(new Set(coordinate(trials, 'stimulus_id')).size);
    interruption.abort();
    await expect(region('V4')).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});
