import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PinnedFile, RunContext } from '@ventral/core';
import { fetchFiles } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let cacheFolder: string;
let server: Server;
let inFlight: number;
let mostInFlight: number;
let served: string[];

beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'ventral-fetch-files-'));
  inFlight = 0;
  mostInFlight = 0;
  served = [];
  server = createServer(async (request, response) => {
    const path = request.url ?? '';
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    // The first file asked for is the last to come.
    await sleep(path === '/0.png' || path === '/first-missing.png' ? 200 : 20);
    inFlight--;
    served.push(path);
    if (path.endsWith('missing.png')) response.writeHead(404).end();
    else response.end(contentOf(path));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(cacheFolder, { recursive: true, force: true });
});

const contentOf = (path: string) => `the content of ${path}`;

function pinned(path: string): PinnedFile {
  const { port } = server.address() as AddressInfo;
  const digest = createHash('sha256')
    .update(contentOf(`/${path}`))
    .digest('hex');
  return {
    path,
    urls: [`http://127.0.0.1:${port}/${path}`],
    hash: { algorithm: 'sha256', digest },
  };
}

const context = (settings: Partial<RunContext> = {}) =>
  createRunContext({ cacheFolder, mirrors: [], offline: false, ...settings });

describe('many files', () => {
  it('are fetched several at a time, and given in order', async () => {
    const files = Array.from({ length: 40 }, (_, index) => pinned(`${index}.png`));
    const used: string[] = [];
    const progress: string[] = [];
    const paths = await fetchFiles(
      files,
      'Fetching the images',
      context({
        fileUsed: ({ path }) => used.push(path),
        report: ({ task, done, total, unit }) => progress.push(`${task} ${done}/${total} ${unit}`),
      }),
    );
    const contents = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
    expect(contents).toEqual(files.map(({ path }) => contentOf(`/${path}`)));
    expect(used).toEqual(files.map(({ path }) => path));
    expect(progress).toEqual(
      Array.from({ length: 41 }, (_, done) => `Fetching the images ${done}/40 parts`),
    );
    expect(mostInFlight).toBeGreaterThan(1);
    expect(mostInFlight).toBeLessThanOrEqual(16);
  });

  it('stop soon after one cannot be had', async () => {
    const names = ['missing', ...Array.from({ length: 200 }, (_, index) => `${index}`)];
    const files = names.map((name) => pinned(`${name}.png`));
    const used: PinnedFile[] = [];
    const run = fetchFiles(files, 'Fetching', context({ fileUsed: (file) => used.push(file) }));
    await expect(run).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('missing.png'),
    });
    expect(used).toEqual([]);
    expect(served.length).toBeLessThan(100);
  });

  it('name the first that cannot be had, whichever fails first', async () => {
    const names = ['first-missing', 'missing', '1'];
    const fetched = fetchFiles(
      names.map((name) => pinned(`${name}.png`)),
      'Fetching',
      context(),
    );
    await expect(fetched).rejects.toThrow('first-missing.png');
  });

  it('stop when the run is interrupted, keeping what came', async () => {
    const files = Array.from({ length: 200 }, (_, index) => pinned(`${index}.png`));
    const interruption = new AbortController();
    const report = ({ done }: { readonly done: number }) => {
      if (done === 20) interruption.abort();
    };
    const run = fetchFiles(files, 'Fetching', context({ signal: interruption.signal, report }));
    await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(served.length).toBeLessThan(100);
    const kept = await fetchFiles(files.slice(1, 10), 'Fetching', context({ offline: true }));
    expect(kept).toHaveLength(9);
  });
});
