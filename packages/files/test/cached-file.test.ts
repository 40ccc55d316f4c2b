import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileHash, PinnedFile } from '@ventral/core';
import { fetchFile } from '@ventral/files';
import { describe, expect, it } from 'vitest';
import { serve, startServer } from './file-server.ts';
import { expectContent, gitBlob, impatience, makeWorkspace, pin, someBytes } from './workspace.ts';

const content = someBytes(50_000);

async function place(file: PinnedFile, cacheFolder: string, bytes: Uint8Array): Promise<string> {
  const { algorithm, digest } = file.hash;
  const path = join(cacheFolder, 'files', algorithm, digest, 'photographs.zip');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

describe('a cached file', () => {
  const sha1 = createHash('sha1').update(content).digest('hex');
  const hashes: readonly FileHash[] = [
    pin(content).hash,
    { algorithm: 'sha1', digest: sha1 },
    { algorithm: 'git-blob', digest: gitBlob(content) },
  ];

  it.each(hashes)('is used where its $algorithm is right, also offline', async (hash) => {
    await using work = await makeWorkspace({ offline: true });
    const file = { ...pin(content), hash };
    const path = await place(file, work.context.cacheFolder, content);
    expect(await fetchFile(file, work.context)).toBe(path);
  });

  it('is set aside and fetched again where it is damaged', async () => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    const file = pin(content, server.url);
    const damaged = content.slice();
    damaged[1234]! ^= 1;
    await place(file, work.context.cacheFolder, damaged);
    const path = await fetchFile(file, work.context, impatience);
    await expectContent(path, content);
    await expectContent(`${path}.corrupt`, damaged);
    expect(work.events[0]?.task).toMatch(/^The cached copy, .*, is damaged: its sha256 is/);
  });

  it('is told apart from one that is missing, where there is no other', async () => {
    await using work = await makeWorkspace({ offline: true });
    const file = pin(content, 'https://example.org/a.zip');
    await expect(fetchFile(file, work.context)).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message:
        'images/photographs.zip (50.0 kB) is in no cache and no mirror, ' +
        'and the run is offline; it is at https://example.org/a.zip.',
    });
    const path = await place(file, work.context.cacheFolder, content.subarray(0, 49_999));
    await expect(fetchFile(file, work.context)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(
        `${path}, is damaged: it has 49999 bytes where 50000 are pinned.`,
      ),
    });
    await expectContent(path, content.subarray(0, 49_999));
  });

  it('is not looked for where the run was interrupted before', async () => {
    await using work = await makeWorkspace({ signal: AbortSignal.abort() });
    await place(pin(content), work.context.cacheFolder, content);
    await expect(fetchFile(pin(content), work.context)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });

  it('never lies outside the cache, whatever a plugin pins', async () => {
    await using work = await makeWorkspace({ offline: true });
    for (const wrong of [
      { ...pin(content), path: 'images/..' },
      { ...pin(content), hash: { algorithm: 'sha1' as const, digest: '../../../elsewhere' } },
    ]) {
      await expect(fetchFile(wrong, work.context)).rejects.toMatchObject({ code: 'PLUGIN_BROKEN' });
    }
  });
});

describe('a cache folder that cannot be written', () => {
  it('is named', async () => {
    await using work = await makeWorkspace();
    const cacheFolder = join(work.folder, 'a-file');
    await writeFile(cacheFolder, '');
    const file = pin(content, 'http://127.0.0.1:9/');
    await expect(fetchFile(file, { ...work.context, cacheFolder })).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining(cacheFolder),
    });
  });
});

it('pins a git blob by the id that git gives it', async () => {
  await using work = await makeWorkspace({ offline: true });
  const hello = Buffer.from('hello\n');
  const hash = {
    algorithm: 'git-blob',
    digest: 'ce013625030ba8dba906f756967f9e9ca394464a',
  } as const;
  const file = { ...pin(hello), hash };
  const path = await place(file, work.context.cacheFolder, hello);
  expect(await fetchFile(file, work.context)).toBe(path);
});
