import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeFolder } from '@ventral/testing';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { readArchive } from '../src/read-archive.ts';

const root = 'cifar-10-batches-bin/';

/** A row of the binary form: red is the row of a pixel, green its column, blue the number of the image. */
function row(label: number, image: number): Buffer {
  const places = [...Array(1024).keys()];
  return Buffer.from([
    label,
    ...places.map((place) => Math.floor(place / 32)),
    ...places.map((place) => place % 32),
    ...places.map(() => image),
  ]);
}

async function archiveOf(files: Readonly<Record<string, Uint8Array>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, bytes] of Object.entries(files)) {
    archive.entry({ name }, Buffer.from(bytes));
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) chunks.push(chunk as Uint8Array);
  return gzipSync(Buffer.concat(chunks));
}

const whole = {
  [`${root}batches.meta.txt`]: Buffer.from('airplane\n'),
  [`${root}data_batch_2.bin`]: Buffer.concat([row(5, 102)]),
  [`${root}data_batch_1.bin`]: Buffer.concat([row(9, 100), row(0, 101)]),
  [`${root}readme.html`]: Buffer.from('<html>'),
  [`${root}test_batch.bin`]: Buffer.concat([row(3, 7), row(8, 8)]),
};

describe('the archive', () => {
  const read = async (archive: Uint8Array, ...names: readonly string[]) => {
    await using folder = await makeFolder({ 'a.tar.gz': archive });
    return await readArchive(join(folder.path, 'a.tar.gz'), names);
  };

  it('gives images pixel by pixel, with their classes', async () => {
    const { labels, pixels } = await read(await archiveOf(whole), 'test_batch.bin');
    expect(labels).toEqual([3, 8]);
    expect(pixels).toHaveLength(2 * 3072);
    // Row 5, column 30 of the second image.
    expect([...pixels.subarray(3072 + 3 * (5 * 32 + 30)).subarray(0, 3)]).toEqual([5, 30, 8]);
    expect([...pixels.subarray(0, 6)]).toEqual([0, 0, 7, 0, 1, 7]);
  });

  it('gives files in the order asked for, not in that of the archive', async () => {
    const names = ['data_batch_1.bin', 'data_batch_2.bin'];
    const { labels, pixels } = await read(await archiveOf(whole), ...names);
    expect(labels).toEqual([9, 0, 5]);
    expect([0, 1, 2].map((image) => pixels[image * 3072 + 2])).toEqual([100, 101, 102]);
  });

  it.each<[string, Uint8Array, string]>([
    ['does not end with a row', row(1, 0).subarray(1), 'has 3072 bytes, which are no rows of 3073'],
    ['is empty', new Uint8Array(0), 'has 0 bytes'],
    [
      'says an eleventh class',
      Buffer.concat([row(1, 0), row(10, 0)]),
      'Image 1 of test_batch.bin is said to be of class 10',
    ],
  ])('is refused with a file that %s', async (_, bytes, message) => {
    const archive = await archiveOf({ [`${root}test_batch.bin`]: bytes });
    await expect(read(archive, 'test_batch.bin')).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(message),
    });
  });

  it('is refused without a file that is asked for', async () => {
    const archive = await archiveOf({ [`${root}data_batch_1.bin`]: row(1, 0) });
    await expect(read(archive, 'test_batch.bin')).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining("holds no 'test_batch.bin'"),
    });
  });

  it('is refused where it is cut, damaged or none', async () => {
    const archive = await archiveOf(whole);
    const damaged = Buffer.from(archive);
    damaged[damaged.length - 6]! ^= 1;
    const cutTar = gzipSync((await archiveOf(whole)).subarray(0, 0));
    for (const bytes of [
      archive.subarray(0, archive.length / 2),
      damaged,
      Buffer.from('none'),
      cutTar,
    ]) {
      await expect(read(bytes, 'test_batch.bin')).rejects.toMatchObject({ code: 'DATA_CORRUPT' });
    }
  });

  it('is not held open', async () => {
    await using folder = await makeFolder({ 'a.tar.gz': await archiveOf(whole) });
    const path = join(folder.path, 'a.tar.gz');
    await readArchive(path, ['test_batch.bin']);
    await writeFile(path, 'other');
    expect(await readFile(path, 'utf8')).toBe('other');
  });
});
