import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createAssembly } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import { type Bucket, openBucket } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { archivedStimuli } from '../src/archived-stimuli.ts';

// Images of one pixel, in BMP: blue, green, red.
const pixel = (blue: number, green: number, red: number) => {
  const bytes = Buffer.alloc(58);
  bytes.write('BM', 0);
  bytes.writeUInt32LE(58, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(1, 18);
  bytes.writeInt32LE(1, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  bytes.set([blue, green, red], 54);
  return bytes;
};

const trials = createAssembly({
  dims: ['presentation'],
  shape: [4],
  values: new Float64Array(4),
  coords: Object.fromEntries(
    Object.entries({
      // Two people, who saw the two images in another order each.
      stimulus_id: ['n02_7.png', 'n01_5.png', 'n01_5.png', 'n02_7.png'],
      condition: ['bw', 'cr', 'cr', 'bw'],
      truth: ['dog', 'cat', 'cat', 'dog'],
    }).map(([name, values]) => [name, { dim: 'presentation', values }]),
  ),
});

describe('stimuli in an archive', () => {
  let folder: string;
  let bucket: Bucket;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ventral-archived-'));
    const zip = new ZipFile();
    zip.addBuffer(pixel(1, 2, 3), 'a.png');
    zip.addBuffer(pixel(4, 5, 6), 'b.png');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(join(folder, 'images.zip')));
    const table = (first: string, second: string) =>
      `image_id,filename\n${first},a.png\n${second},b.png\n`;
    await writeFile(join(folder, 'long.csv'), table('bw_dog_10_n02_7', 'cr_cat_10_n01_5'));
    await writeFile(join(folder, 'short.csv'), table('n02_7', 'n01_5.png'));
    await writeFile(join(folder, 'other.csv'), table('n02_7', 'n03_1'));
    bucket = await openBucket(folder);
  });
  afterAll(async () => {
    await bucket[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (csv: string) =>
    archivedStimuli(
      'Made',
      trials,
      { csv: bucket.pin(csv), zip: bucket.pin('images.zip') },
      createRunContext({ cacheFolder: join(folder, `cache-${csv}`), mirrors: [], offline: false }),
    );

  it.each(['long.csv', 'short.csv'])(
    'of %s are fetched when the first of them is asked for, once',
    async (csv) => {
      const before = bucket.asked.length;
      const { stimuli, columns } = open(csv);
      expect(stimuli.map(({ id }) => id)).toEqual(['n01_5.png', 'n02_7.png']);
      expect(columns).toEqual({ condition: ['cr', 'bw'], truth: ['cat', 'dog'] });
      expect(bucket.asked).toHaveLength(before);
      const images = await Promise.all(stimuli.map((stimulus) => stimulus.load()));
      expect(images.map(({ data }) => [...data])).toEqual([
        [6, 5, 4],
        [3, 2, 1],
      ]);
      expect(bucket.asked.slice(before)).toEqual([csv, 'images.zip']);
    },
  );

  it('are refused where the table is of others', async () => {
    await expect(open('other.csv').stimuli[1]?.load()).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('1 of the 2 stimuli of Made are not in'),
    });
  });

  it('have another digest for other files', () => {
    expect(open('long.csv').digest).not.toBe(open('short.csv').digest);
    expect(open('long.csv').digest).toBe(open('long.csv').digest);
  });
});
