import { createAssembly } from '@ventral/arrays';
import { mergeStimuli, readStimulusSet } from '@ventral/brainio';
import { describeReference } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { goldenPath } from './golden-sets.ts';
import { pngs, writeStimulusFiles } from './stimulus-files.ts';
import { makeFolder } from './temporary-folder.ts';

const csv = 'image_id,filename,object_name,size\nx,deep/red.png,cat,1\ny,blue.png,dog,NA\n';
const images = { 'blue.png': pngs.blue, 'deep/red.png': pngs.red, 'notes.csv': Buffer.from('a') };

describe('readStimulusSet', () => {
  it('lists the stimuli in the order of the csv, and decodes them when asked', async () => {
    await using folder = await makeFolder();
    const paths = await writeStimulusFiles(folder, csv, images);
    const set = await readStimulusSet(...paths, { id: 'pets', degrees: 8 });
    expect(set).toMatchObject({ id: 'pets', degrees: 8 });
    expect(set.stimuli.map(({ id }) => id)).toEqual(['x', 'y']);
    expect(set.columns).toEqual({
      image_id: ['x', 'y'],
      filename: ['deep/red.png', 'blue.png'],
      object_name: ['cat', 'dog'],
      size: [1, Number.NaN],
      stimulus_id: ['x', 'y'],
    });
    expect(await set.stimuli[0]?.load()).toEqual({
      width: 2,
      height: 1,
      data: Uint8Array.of(255, 0, 0, 255, 0, 0),
    });
    expect((await set.stimuli[1]?.load())?.data.slice(0, 3)).toEqual(Uint8Array.of(0, 128, 255));
  });

  it('has a digest that changes with either file, and with nothing else', async () => {
    await using folder = await makeFolder();
    const digest = async (text: string, files: Readonly<Record<string, Uint8Array>>) => {
      const paths = await writeStimulusFiles(folder, text, files);
      return (await readStimulusSet(...paths, { id: 'pets' })).digest;
    };
    const first = await digest(csv, images);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest(csv, images)).toBe(first);
    expect(await digest(csv.replace('cat', 'cow'), images)).not.toBe(first);
    expect(await digest(csv, { ...images, 'blue.png': pngs.red })).not.toBe(first);
  });

  it('makes text of ids that are digits', async () => {
    await using folder = await makeFolder();
    const text = 'stimulus_id,filename\n101,deep/red.png\n7,blue.png\n';
    const paths = await writeStimulusFiles(folder, text, images);
    const { stimuli, columns } = await readStimulusSet(...paths, { id: 'pets' });
    expect(stimuli.map(({ id }) => id)).toEqual(['101', '7']);
    expect(columns?.stimulus_id).toEqual([101, 7]);
  });

  it.each([
    ['images that the zip lacks', `${csv}z,green.png,cow,2\n`, /lacks 'green\.png' of the csv\.$/],
    [
      'other images',
      'image_id,filename\nx,deep/red.png\ny,azure.png\n',
      /lacks 'azure\.png' of the csv, and holds 'blue\.png' that the csv does not name\.$/,
    ],
    ['two of one id', csv.replace('y,', 'x,'), /has two stimuli named 'x'\.$/],
    ['one without an id', csv.replace('y,', ','), /Stimulus 2 of .* has no 'stimulus_id'\.$/],
    ['one without a file', csv.replace('blue.png', ''), /Stimulus 2 of .* has no 'filename'\.$/],
    [
      'no ids',
      csv.replace('image_id', 'name'),
      /has no column 'stimulus_id'; it has: name, filename/,
    ],
    ['no files', csv.replace('filename', 'path'), /has no column 'filename'/],
  ])('refuses a csv with %s', async (_, text, message) => {
    await using folder = await makeFolder();
    const paths = await writeStimulusFiles(folder, text, images);
    await expect(readStimulusSet(...paths, { id: 'pets' })).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringMatching(message),
    });
  });

  it('names the first few of many files that are not where they should be', async () => {
    await using folder = await makeFolder();
    const rows = Array.from({ length: 500 }, (_, row) => `${row},image${row}.png`);
    const paths = await writeStimulusFiles(folder, ['image_id,filename', ...rows].join('\n'), {});
    await expect(readStimulusSet(...paths, { id: 'many' })).rejects.toThrow(
      "lacks 'image0.png', 'image1.png', 'image2.png' and 497 more of the csv",
    );
  });

  it('names the stimulus whose image cannot be decoded', async () => {
    await using folder = await makeFolder();
    const damaged = { ...images, 'blue.png': Buffer.from('no image') };
    const paths = await writeStimulusFiles(folder, csv, damaged);
    const { stimuli } = await readStimulusSet(...paths, { id: 'pets' });
    await expect(stimuli[1]?.load()).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: expect.stringContaining("'y'"),
    });
  });
});

describe('mergeStimuli', () => {
  it('labels presentations by stimulus, leaving what is there', async () => {
    await using folder = await makeFolder();
    const paths = await writeStimulusFiles(folder, csv, images);
    const presentation = (values: (string | number)[]) => ({ dim: 'presentation', values });
    const assembly = createAssembly({
      dims: ['presentation'],
      shape: [4],
      values: Float32Array.of(1, 2, 3, 4),
      coords: {
        repetition: presentation([0, 0, 0, 1]),
        object_name: presentation(['its own', 'its own', 'its own', 'its own']),
        stimulus_id: presentation(['y', 'x', 'unknown', 'y']),
      },
    });
    const merged = mergeStimuli(assembly, await readStimulusSet(...paths, { id: 'pets' }));
    expect(Object.keys(merged.coords)).toEqual([
      'repetition',
      'object_name',
      'stimulus_id',
      'image_id',
      'filename',
      'size',
    ]);
    expect(merged.coords).toMatchObject(assembly.coords);
    expect(merged.coords.image_id).toEqual(presentation(['y', 'x', Number.NaN, 'y']));
    expect(merged.coords.size).toEqual(presentation([Number.NaN, 1, Number.NaN, Number.NaN]));
    expect(merged.values).toBe(assembly.values);
  });
});

describeReference('golden stimulus sets', 'golden/brainio', () => {
  it.each([
    ['majajhong', 'stimulus_test_hvm-public', 80],
    ['freemanziemba', 'stimulus_test_FreemanZiemba2013_aperture-public', 36],
    ['rajalingham', 'stimulus_test_objectome_private', 36],
    ['rajalingham', 'stimulus_test_objectome_public', 60],
  ])('are read: %s/%s', async (set, name, count) => {
    const { stimuli } = await readStimulusSet(
      goldenPath(set, `${name}.csv`),
      goldenPath(set, `${name}.zip`),
      { id: name },
    );
    expect(stimuli).toHaveLength(count);
    for (const stimulus of stimuli) {
      const { width, height, data } = await stimulus.load();
      expect(data).toHaveLength(width * height * 3);
      expect(width).toBeGreaterThan(10);
    }
  });
});
