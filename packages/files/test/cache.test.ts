import { mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clearCache, describeCache, markUsed, trimActivations } from '@ventral/files';
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
    const usedAt = expect.any(Date);
    expect(await describeCache(await fill(work))).toEqual({
      files: [
        { path: 'files/git-blob/bb/two.npy.partial', bytes: 20, usedAt },
        { path: 'files/sha256/aa/one.zip', bytes: 10, usedAt },
      ],
      activations: [{ path: 'activations/cc/fire9.npy', bytes: 400, usedAt }],
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

  it('loses the activations used least recently where they are too many, and no download', async () => {
    await using work = await makeWorkspace();
    const folder = await fill(work);
    for (const [day, name] of ['dd/old', 'dd/used', 'cc/new'].entries()) {
      const path = join(folder, 'activations', name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, new Uint8Array(100));
      await utimes(path, new Date(2020, 0, day), new Date(2020, 0, day));
    }
    const usedPath = join(folder, 'activations/dd/used');
    await markUsed(usedPath);
    expect((await stat(usedPath)).mtime).toEqual(new Date(2020, 0, 1));
    expect(await trimActivations(folder, 700)).toBe(0);
    expect(await trimActivations(folder, 600)).toBe(100);
    expect(await readdir(join(folder, 'activations/dd'))).toEqual(['used']);
    // What was used since stays, whatever the limit.
    expect(await trimActivations(folder, 0, new Date(2024, 0, 1))).toBe(100);
    expect(await readdir(join(folder, 'activations/cc'))).toEqual(['fire9.npy']);
    expect(await trimActivations(folder, 0, new Date(Date.now() + 1000))).toBe(500);
    expect(await readdir(join(folder, 'activations'))).toEqual([]);
    expect((await describeCache(folder)).files).toHaveLength(2);
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
