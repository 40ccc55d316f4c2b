import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coordinate } from '@ventral/arrays';
import { thingsOddOneOut } from '@ventral/dataset-things-odd-one-out';
import { createRunContext } from '@ventral/host';
import { describeReference, makeFolder, referencePath } from '@ventral/testing';
import { checkDataset } from '@ventral/testkit';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseObjects } from '../src/objects.ts';
import { openOwnImages } from '../src/own-images.ts';
import { parseTrials } from '../src/trials.ts';

const header = 'Word\tWordnet Synset\tWordnet ID\tWordnet ID2\tWordnet ID3\tuniqueID\n';
const table = `${header}bat\tbat, chiropteran\tn02139199\tbat%1\tbat#1\tbat1
bat\tbat\tn02806379\tbat%2\tbat#5\tbat2
zipper\tzipper\tn04238321\tzipper%1\tzipper#1\tzipper
zucchini\tzucchini\tn07716358\tzucchini%1\tzucchini#2\tzucchini
`;
const objects = parseObjects(table);
// A picture of 1 x 1.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

describe('objects', () => {
  it('have unique names, in the order of the table', () => {
    expect(objects.map(({ id }) => id)).toEqual(['bat1', 'bat2', 'zipper', 'zucchini']);
    expect(objects[1]).toEqual({ id: 'bat2', word: 'bat', wordNetId: 'n02806379' });
  });

  it.each([
    ['another table', 'a\tb\n1\t2\n', /columns a, b/],
    ['a line that is cut', `${header}bat\tbat\n`, /line 2 names no object/],
    ['a name that stands twice', `${table}bat\tbat\tn1\tb\tb\tbat1\n`, /'bat1' stands in it twice/],
  ])('refuse %s', (_, text, message) => {
    expect(() => parseObjects(text)).toThrow(
      expect.objectContaining({ code: 'DATA_CORRUPT', message: expect.stringMatching(message) }),
    );
  });
});

describe('trials', () => {
  it('say what was shown, which was chosen, and by whom', () => {
    const trials = parseTrials('1\t3\t2\t2\t272\r\n4\t1\t3\t1\t9\n', objects);
    expect([...trials.values]).toEqual([2, 1]);
    expect(coordinate(trials, 'object2')).toEqual(['zipper', 'bat1']);
    expect(coordinate(trials, 'choice')).toEqual(['zipper', 'zucchini']);
    expect(coordinate(trials, 'subject')).toEqual(['worker 272', 'worker 9']);
  });

  it.each([
    ['an object that is none of these', '1\t2\t3\t1\t1\n1\t2\t5\t1\t1', /Line 2 .* object 5, of 4/],
    ['the object 0', '0\t2\t3\t1\t1', /object 0/],
    ['an object twice', '1\t2\t1\t1\t1', /shows bat1, bat2, bat1/],
    ['a choice of a fourth', '1\t2\t3\t4\t1', /choice is 4/],
    ['a choice of none', '1\t2\t3\t0\t1', /choice is 0/],
    ['a line without the person', '1\t2\t3\t1', /no five numbers/],
    ['an answer that is no number', '1\t2\t3\tNaN\t7', /no five numbers/],
    ['an empty file', '', /no five numbers/],
  ])('refuse %s', (_, text, message) => {
    expect(() => parseTrials(text, objects)).toThrow(
      expect.objectContaining({ code: 'DATA_CORRUPT', message: expect.stringMatching(message) }),
    );
  });
});

describe('images of a folder', () => {
  it('are found under each of their names', async () => {
    await using folder = await makeFolder({
      'bat1.png': png,
      'bat2_01b.JPG': png,
      'zipper/zipper_01b.png': png,
      'zipper/zipper_02s.png': Buffer.from('another'),
      'zucchini.png': png,
      'notes.txt': 'no image',
    });
    const { stimuli, digest } = await openOwnImages(folder.path, objects);
    expect(stimuli.map(({ id }) => id)).toEqual(objects.map(({ id }) => id));
    expect(await stimuli[2]?.load()).toMatchObject({ width: 1, height: 1 });
    await writeFile(join(folder.path, 'bat1.png'), Buffer.concat([png, Buffer.of(0)]));
    expect((await openOwnImages(folder.path, objects)).digest).not.toBe(digest);
  });

  it('have to be those of all objects', async () => {
    await using folder = await makeFolder({
      'bat1.png': png,
      'bat2.png': png,
      'zipper/1.png': png,
    });
    await expect(openOwnImages(folder.path, objects)).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining("2 of 4 objects, such as 'zipper'"),
      hint: expect.stringContaining('zipper/zipper_01b.jpg'),
    });
  });

  it('have to be in a folder that is there', async () => {
    await expect(openOwnImages('/nowhere/at/all', objects)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      hint: expect.stringContaining('VENTRAL_THINGS_IMAGES'),
    });
  });
});

it('says where a file is that is not at hand', async () => {
  await using folder = await makeFolder();
  const context = createRunContext({ cacheFolder: folder.path, mirrors: [], offline: true });
  await expect(thingsOddOneOut.load(context)).rejects.toMatchObject({ code: 'DATA_UNAVAILABLE' });
});

describeReference('the data', 'data/things-odd-one-out', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  afterEach(() => vi.unstubAllEnvs());

  it('are 20,000 choices of 325 people among 1,854 objects', async () => {
    vi.stubEnv('VENTRAL_THINGS_IMAGES', '');
    const { stimuli, trials, imagesDigest } = await thingsOddOneOut.load(context);
    expect(stimuli.stimuli).toHaveLength(1854);
    expect(stimuli.stimuli[127]?.id).toBe('binoculars');
    expect(stimuli.columns?.word?.[0]).toBe('aardvark');
    expect(trials.shape).toEqual([20_000]);
    expect(new Set(coordinate(trials, 'subject')).size).toBe(325);
    expect(imagesDigest).toBeUndefined();
    const shown = ['object1', 'object2', 'object3'].map((name) => coordinate(trials, name));
    const counts = new Map<string, number>();
    for (const row of trials.values.keys()) {
      const key = shown
        .map((names) => names[row])
        .sort()
        .join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(1000);
    expect([Math.min(...counts.values()), Math.max(...counts.values())]).toEqual([14, 25]);
  });

  it('have no images of their own, and say how to give them', async () => {
    vi.stubEnv('VENTRAL_THINGS_IMAGES', '');
    const { stimuli } = await thingsOddOneOut.load(context);
    await expect(stimuli.stimuli[0]?.load()).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining("'aardvark'"),
      hint: expect.stringContaining('VENTRAL_THINGS_IMAGES=DIR'),
    });
  });

  describe('with images', () => {
    let images: Awaited<ReturnType<typeof makeFolder>>;
    beforeAll(async () => {
      const { stimuli } = await thingsOddOneOut.load(context);
      const files = stimuli.stimuli.map(({ id }) => [`${id}.png`, png]);
      images = await makeFolder(Object.fromEntries(files));
      return async () => images[Symbol.asyncDispose]();
    });
    beforeEach(() => void vi.stubEnv('VENTRAL_THINGS_IMAGES', images.path));
    it('says the digest of these, and none without a folder', async () => {
      const { imagesDigest } = await thingsOddOneOut.load(context);
      expect(await thingsOddOneOut.digestOwnFiles?.(context)).toBe(imagesDigest);
      vi.stubEnv('VENTRAL_THINGS_IMAGES', '');
      expect(await thingsOddOneOut.digestOwnFiles?.(context)).toBeUndefined();
    });
    checkDataset(thingsOddOneOut, { load: { context } });
  });
});
