import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { encodeNpy, type StimulusSet } from '@ventral/arrays';
import type { PinnedFile } from '@ventral/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { loadAveraged, loadTrials } from '../src/recordings.ts';
import type { RecordingSession } from '../src/sessions.ts';
import { loadStimuli } from '../src/stimuli.ts';

const session: RecordingSession = {
  id: '990101',
  animal: 'PE',
  split: 'test',
  units: 2,
  repeats: 3,
  imageTypes: ['normal'],
};
const pin: PinnedFile = {
  path: 'images/images_990101.zip',
  urls: [],
  hash: { algorithm: 'git-blob', digest: '0'.repeat(40) },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-session-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function loadZip(...names: readonly string[]): Promise<StimulusSet> {
  const zip = new ZipFile();
  for (const name of names) zip.addBuffer(Buffer.from('no image'), name);
  zip.end();
  const path = join(folder, 'images.zip');
  await pipeline(zip.outputStream, createWriteStream(path));
  return loadStimuli('990101', path, pin);
}

async function saveNpy(values: readonly number[], shape: readonly number[]): Promise<string> {
  const path = join(folder, 'responses.npy');
  await writeFile(path, encodeNpy(Float64Array.from(values), shape));
  return path;
}

describe('stimuli', () => {
  it('are ordered by number, whatever lies beside them or above them', async () => {
    const { stimuli } = await loadZip(
      'images/image0010.jpg',
      'images/image9.jpg',
      '__MACOSX/images/._image9.jpg',
      'images/._image0010.jpg',
      'images/.DS_Store',
      'images/image0002.JPG',
    );
    expect(stimuli.map(({ id }) => id)).toEqual([
      '990101/image0002',
      '990101/image9',
      '990101/image0010',
    ]);
  });

  it('are named where they cannot be decoded', async () => {
    const { stimuli } = await loadZip('image0001.jpg');
    await expect(stimuli[0]?.load()).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: expect.stringContaining('990101/image0001'),
    });
  });

  it('are refused without a number to order them by', async () => {
    await expect(loadZip('image0001.jpg', 'cat.jpg')).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining("'cat.jpg'"),
    });
  });
});

describe('recordings', () => {
  it('become one row a stimulus', async () => {
    const stimuli = await loadZip('image0001.jpg', 'image0002.jpg', 'image0003.jpg');
    const path = await saveNpy([1, 2, 3, 10, 20, Number.NaN], [2, 3]);
    const recordings = await loadAveraged(session, stimuli, path);
    expect(recordings.shape).toEqual([3, 2]);
    expect([...recordings.values]).toEqual([1, 10, 2, 20, 3, Number.NaN]);
    expect(recordings.coords).toEqual({
      stimulus_id: {
        dim: 'presentation',
        values: ['990101/image0001', '990101/image0002', '990101/image0003'],
      },
      neuroid_id: { dim: 'neuroid', values: ['990101/unit01', '990101/unit02'] },
      region: { dim: 'neuroid', values: ['V4', 'V4'] },
      animal: { dim: 'neuroid', values: ['PE', 'PE'] },
    });
  });

  it('of single trials keep their column, without repeats that were not made', async () => {
    const stimuli = await loadZip('image0001.jpg', 'image0002.jpg');
    const no = Number.NaN;
    const path = await saveNpy([1, no, 3, no, 5, no, 10, no, no, no, 50, no], [2, 2, 3]);
    const trials = await loadTrials(session, stimuli, path);
    expect(trials.shape).toEqual([3, 2]);
    expect([...trials.values]).toEqual([1, 10, 3, no, 5, 50]);
    expect(trials.coords.repetition?.values).toEqual([0, 2, 1]);
    expect(trials.coords.stimulus_id?.values).toEqual([
      '990101/image0001',
      '990101/image0001',
      '990101/image0002',
    ]);
  });

  it.each([
    [[2, 3], 'holds [2, 3] values, for 2 neurons and the 2 images in the zip of session 990101'],
    [[3, 2], 'holds [3, 2] values, for 2 neurons and the 2 images in the zip of session 990101'],
    [[6], 'holds [6] values, not neurons x images of float64'],
  ])('are refused with the shape %j', async (shape, message) => {
    const stimuli = await loadZip('image0001.jpg', 'image0002.jpg');
    const path = await saveNpy([1, 2, 3, 4, 5, 6], shape);
    await expect(loadAveraged(session, stimuli, path)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(message),
    });
  });
});
