import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchFile } from '@ventral/files';
import { expect, it } from 'vitest';
import { startProcess } from './fetch-process.ts';
import { serve, startServer } from './file-server.ts';
import { expectContent, impatience, makeWorkspace, pin, someBytes } from './workspace.ts';

const content = someBytes(2_000_000);

// Waits as long as the lock of a process that was killed is respected.
it('processes that share a cache continue the download of one that was killed', async () => {
  await using server = await startServer((request, response, n) => {
    if (n > 0) return serve(content, request, response);
    response.writeHead(200, { etag: '"one"', 'content-length': content.length });
    response.write(content.subarray(0, 1_500_000));
  });
  await using work = await makeWorkspace();
  const file = pin(content, server.url);
  const killed = startProcess(file, work.context.cacheFolder);
  const exited = once(killed, 'exit');
  const folder = join(work.context.cacheFolder, 'files/sha256', file.hash.digest);
  const sizeKept = async () =>
    (await stat(join(folder, 'photographs.zip.partial')).catch(() => undefined))?.size;
  await expect.poll(sizeKept, { timeout: 120_000 }).toBe(1_500_000);
  killed.kill('SIGKILL');
  await exited;
  expect(killed.signalCode).toBe('SIGKILL');
  await expectContent(await fetchFile(file, work.context, impatience), content);
  expect(server.asked[1]).toEqual({ url: '/', range: 'bytes=1500000-', ifRange: '"one"' });
});
