import { copyFile, link, mkdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeNpy } from '@ventral/arrays';
import {
  fetchFile,
  openFeatureFile,
  openZip,
  readLines,
  readNpyFile,
  whileUnchanged,
} from '@ventral/files';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { makeWorkspace, pin, type Workspace } from './workspace.ts';

const good = encodeNpy(Float64Array.of(1, 2, 3, 4), [2, 2]);
const bad = encodeNpy(Float64Array.of(9, 9, 9, 9), [2, 2]);

async function makeZip(text: string): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(text), 'a.txt', { compress: false });
  zip.end();
  return buffer(zip.outputStream);
}

/** The path that a mirror gives for the content. */
async function fetchFromMirror(work: Workspace, name: string, content: Uint8Array) {
  const mirror = join(work.folder, 'mirror');
  await mkdir(mirror, { recursive: true });
  await writeFile(join(mirror, name), content);
  await writeFile(join(mirror, 'SHA256SUMS'), `${pin(content).hash.digest}  ${name}\n`);
  return fetchFile(pin(content), { ...work.context, mirrors: [mirror], offline: true });
}

/** Puts another file in the place of one. */
async function swap(path: string, content: Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}

/** Writes into a file as it lies, and hides it as far as that goes. */
async function overwrite(path: string, content: Uint8Array): Promise<void> {
  await writeFile(path, content, { flag: 'r+' });
  await utimes(path, new Date(0), new Date(0));
}

const changed = {
  code: 'DATA_CORRUPT',
  message: expect.stringMatching(/ was changed after its hash was checked\.$/),
};

describe('a mirror file that is changed between check and use (mirror-toctou)', () => {
  it.each([
    ['swapped', swap],
    ['overwritten', overwrite],
  ])('is refused where it was %s', async (_, change) => {
    await using work = await makeWorkspace();
    const path = await fetchFromMirror(work, 'f.npy', good);
    const features = (await openFeatureFile(path)).withStimuli(['a', 'b']);
    expect([...(await features.readColumns(0, 2))]).toEqual([1, 2, 3, 4]);
    await change(path, bad);
    await expect(readNpyFile(path)).rejects.toMatchObject(changed);
    await expect(openFeatureFile(path)).rejects.toMatchObject(changed);
    await expect(features.readColumns(0, 1)).rejects.toMatchObject(changed);
    await expect(readLines(path)).rejects.toMatchObject(changed);
    await expect(whileUnchanged(path, async () => 1)).rejects.toMatchObject(changed);
    await change(path, good);
    expect((await readNpyFile(path)).values).toEqual(Float64Array.of(1, 2, 3, 4));
  });

  it('is read where only its name or its links changed', async () => {
    await using work = await makeWorkspace();
    const path = await fetchFromMirror(work, 'f.npy', good);
    await link(path, `${path}.backup`);
    expect((await readNpyFile(path)).values).toEqual(Float64Array.of(1, 2, 3, 4));
    await copyFile(path, `${path}.copy`);
    await rename(`${path}.copy`, path);
    expect((await readNpyFile(path)).values).toEqual(Float64Array.of(1, 2, 3, 4));
  });

  it.each([
    ['swapped', swap],
    ['overwritten', overwrite],
  ])('is refused in a zip, file by file, where it was %s', async (_, change) => {
    await using work = await makeWorkspace();
    const path = await fetchFromMirror(work, 'f.zip', await makeZip('good'));
    const zip = await openZip(path);
    expect(Buffer.from(await zip.read('a.txt')).toString()).toBe('good');
    await change(path, await makeZip('evil'));
    await expect(zip.read('a.txt')).rejects.toMatchObject(changed);
    await expect(openZip(path)).rejects.toMatchObject(changed);
    await change(path, await makeZip('good'));
  });

  it('is refused where it is swapped and swapped back while it is read by its path', async () => {
    await using work = await makeWorkspace();
    const path = await fetchFromMirror(work, 'f.npy', good);
    const reading = whileUnchanged(path, async () => {
      await link(path, `${path}.good`);
      await swap(path, bad);
      const read = await readFile(path);
      await rename(`${path}.good`, path);
      return read;
    });
    await expect(reading).rejects.toMatchObject(changed);
  });

  it('never gives other values, however often it is swapped', async () => {
    await using work = await makeWorkspace();
    const path = await fetchFromMirror(work, 'f.npy', good);
    const context = { ...work.context, mirrors: [join(work.folder, 'mirror')], offline: true };
    let isOver = false;
    const swapping = (async () => {
      for (let turn = 0; !isOver; turn++) {
        await swap(path, turn % 2 === 0 ? bad : good);
        await sleep(Math.random() * 3);
      }
    })();
    const outcomes = { right: 0, wrong: 0, refused: 0 };
    for (let time = 0; time < 100; time++) {
      const read = fetchFile(pin(good), context).then((found) => readNpyFile(found));
      await read.then(
        ({ values }) => (values[0] === 1 ? outcomes.right++ : outcomes.wrong++),
        () => outcomes.refused++,
      );
    }
    isOver = true;
    await swapping;
    expect(outcomes.wrong).toBe(0);
  });
});
