import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fetchFile } from '@ventral/files';
import { describe, expect, it } from 'vitest';
import { serve, startServer } from './file-server.ts';
import { expectContent, impatience, makeWorkspace, pin, someBytes } from './workspace.ts';

const content = someBytes(50_000);

// The superuser may write everywhere: the tests go on as nobody.
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

describe.skipIf(process.platform === 'win32')('a cache that may only be read', () => {
  /** Until the end of the scope, whoever runs the test may read the cache, but not write it. */
  async function lockCache(folder: string, cacheFolder: string): Promise<AsyncDisposable> {
    await mkdir(cacheFolder, { recursive: true });
    if (isRoot) await chmod(tmpdir(), 0o1777);
    await chmod(folder, 0o755);
    await chmod(cacheFolder, 0o555);
    if (isRoot) process.seteuid?.(nobody);
    return {
      async [Symbol.asyncDispose]() {
        if (isRoot) process.seteuid?.(0);
        await chmod(cacheFolder, 0o755);
      },
    };
  }

  it('is enough where it holds the file (shared-readonly-cache)', async () => {
    await using work = await makeWorkspace({ offline: true });
    const { cacheFolder } = work.context;
    const file = pin(content);
    const path = join(cacheFolder, 'files/sha256', file.hash.digest, 'photographs.zip');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    await using _ = await lockCache(work.folder, cacheFolder);
    expect(await fetchFile(file, work.context)).toBe(path);
  });

  it('says that a file cannot be had, not that nothing can be written', async () => {
    await using work = await makeWorkspace();
    await using _ = await lockCache(work.folder, work.context.cacheFolder);
    const file = pin(someBytes(9), 'http://127.0.0.1:9/a.zip');
    await expect(fetchFile(file, work.context, impatience)).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
    });
  });

  it('leaves what it lacks to a temporary folder', async () => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    await using _ = await lockCache(work.folder, work.context.cacheFolder);
    const file = pin(content, server.url);
    const path = await fetchFile(file, work.context, impatience);
    await expectContent(path, content);
    expect(await fetchFile(file, work.context, impatience)).toBe(path);
    expect(server.asked).toHaveLength(1);
    expect(await readdir(work.context.cacheFolder)).toEqual([]);
    // It goes with the process, which may be killed here.
    await rm(path.split('/files/')[0] as string, { recursive: true });
    expect(work.events[0]?.task).toMatch(/cannot be written: fetching .* for this run alone$/);
  });
});
