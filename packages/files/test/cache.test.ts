import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clearCache, describeCache } from '@ventral/files';
import { describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from './workspace.ts';

async function fill(work: Workspace): Promise<string> {
  const { cacheFolder } = work.context;
  const sizes = {
    'files/sha256/aa/one.zip': 10,
    'files/git-blob/bb/two.npy.partial': 20,
    'activations/cc/fire9.npy': 400,
    'notes.txt': 5,
    'other/keep': 6,
  };
  for (const [path, size] of Object.entries(sizes)) {
    await mkdir(dirname(join(cacheFolder, path)), { recursive: true });
    await writeFile(join(cacheFolder, path), new Uint8Array(size));
  }
  return cacheFolder;
}

describe('a cache', () => {
  it('is described by part, with sizes', async () => {
    await using work = await makeWorkspace();
    expect(await describeCache(await fill(work))).toEqual({
      files: [
        { path: 'files/git-blob/bb/two.npy.partial', bytes: 20 },
        { path: 'files/sha256/aa/one.zip', bytes: 10 },
      ],
      activations: [{ path: 'activations/cc/fire9.npy', bytes: 400 }],
    });
  });

  it('that does not exist is empty', async () => {
    await using work = await makeWorkspace();
    const { cacheFolder } = work.context;
    expect(await describeCache(cacheFolder)).toEqual({ files: [], activations: [] });
    expect(await clearCache(cacheFolder)).toBe(0);
  });

  it('is emptied by part, and nothing else in the folder is touched', async () => {
    await using work = await makeWorkspace();
    const folder = await fill(work);
    expect(await clearCache(folder, { what: 'activations' })).toBe(400);
    expect((await readdir(folder)).sort()).toEqual(['files', 'notes.txt', 'other']);
    expect(await clearCache(folder)).toBe(30);
    expect((await readdir(folder)).sort()).toEqual(['notes.txt', 'other']);
  });

  it('is emptied of links, not of what they lead to', async () => {
    await using work = await makeWorkspace();
    const folder = await fill(work);
    const elsewhere = join(work.folder, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'precious'), 'kept');
    await symlink(elsewhere, join(folder, 'files/link'));
    await clearCache(folder);
    expect(await readFile(join(elsewhere, 'precious'), 'utf8')).toBe('kept');
  });
});
