import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { encodeNpy } from '@ventral/arrays';
import { openFeatureFile, parseArrayPath, readNpyFile } from '@ventral/files';
import { makeFolder, type TemporaryFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';

const one = encodeNpy(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
const other = encodeNpy(Float32Array.of(7, 8), [2, 1]);

async function writeNpz(
  folder: TemporaryFolder,
  arrays: Readonly<Record<string, Uint8Array>>,
): Promise<string> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(arrays)) zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  const path = join(folder.path, 'features.NPZ');
  await writeFile(path, await buffer(zip.outputStream));
  return path;
}

describe('a .npz', () => {
  it('with one array is read', async () => {
    await using folder = await makeFolder();
    const path = await writeNpz(folder, { 'arr_0.npy': one });
    expect((await readNpyFile(path)).values).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
    const file = await openFeatureFile(path);
    expect(file.shape).toEqual([2, 3]);
    const block = await file.withStimuli(['a', 'b']).readColumns(1, 3);
    expect(block).toEqual(Float64Array.of(2, 3, 5, 6));
  });

  it('with several is read by name', async () => {
    await using folder = await makeFolder();
    const path = await writeNpz(folder, { 'conv/1.npy': one, 'fc7.npy': other, notes: one });
    expect((await readNpyFile(`${path}:fc7`)).values).toEqual(Float32Array.of(7, 8));
    expect((await openFeatureFile(`${path}:conv/1`)).shape).toEqual([2, 3]);
    await expect(readNpyFile(path)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: `${path} holds 2 arrays.`,
      hint: `Name one of [conv/1, fc7] after a colon: ${path}:conv/1`,
    });
    await expect(openFeatureFile(`${path}:fc8`)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: `${path} holds no array 'fc8'.`,
      hint: expect.stringContaining("Did you mean 'fc7'?"),
    });
  });

  it('without arrays, or that is no zip, is refused, naming it', async () => {
    await using folder = await makeFolder({ 'web.npz': '<html>' });
    const path = await writeNpz(folder, { notes: one });
    for (const wrong of [path, join(folder.path, 'web.npz')]) {
      await expect(readNpyFile(wrong)).rejects.toMatchObject({
        code: 'DATA_CORRUPT',
        message: expect.stringContaining(wrong),
      });
    }
    await expect(readNpyFile(join(folder.path, 'none.npz'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });
});

describe('parseArrayPath', () => {
  it.each([
    ['a/f.npy', { file: 'a/f.npy' }],
    ['F.NPY', { file: 'F.NPY' }],
    ['f.npz', { file: 'f.npz' }],
    ['C:\\f.npz:a:b/c.npy', { file: 'C:\\f.npz', array: 'a:b/c.npy' }],
    ['f.npz:', undefined],
    ['net.onnx', undefined],
  ])('%s', (path, expected) => {
    expect(parseArrayPath(path)).toEqual(expected);
  });
});
