import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { PinnedFile } from '@ventral/core';
import { fetchFile } from '@ventral/files';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { serve, startServer } from './file-server.ts';
import { expectContent, impatience, makeWorkspace, pin, someBytes } from './workspace.ts';

const content = someBytes(2_000_000);
const program = fileURLToPath(new URL('fetch-once.mjs', import.meta.url));

function startProcess(file: PinnedFile, cacheFolder: string): ChildProcess {
  return spawn(process.execPath, [program, JSON.stringify(file), cacheFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('processes that share a cache', () => {
  it('fetch a file once between them', async () => {
    await using server = await startServer((request, response) => {
      setTimeout(() => serve(content, request, response), 3_000);
    });
    await using work = await makeWorkspace();
    const file = pin(content, server.url);
    const processes = [1, 2, 3].map(() => startProcess(file, work.context.cacheFolder));
    const said = await Promise.all(processes.map(({ stdout }) => text(stdout!)));
    expect(new Set(said).size).toBe(1);
    await expectContent(said[0]?.split('\n')[1] as string, content);
    expect(server.asked).toHaveLength(1);
  });

  it('continue the download of one that was killed', async () => {
    await using server = await startServer((request, response, n) => {
      if (n > 0) return serve(content, request, response);
      response.writeHead(200, { etag: '"one"', 'content-length': content.length });
      response.write(content.subarray(0, 1_500_000), () => {
        setTimeout(() => killed.kill('SIGKILL'), 500);
      });
    });
    await using work = await makeWorkspace();
    const file = pin(content, server.url);
    const killed = startProcess(file, work.context.cacheFolder);
    await once(killed, 'exit');
    expect(killed.signalCode).toBe('SIGKILL');
    await expectContent(await fetchFile(file, work.context, impatience), content);
    expect(server.asked[1]).toEqual({ url: '/', range: 'bytes=1500000-', ifRange: '"one"' });
  });
});

describe('a proxy named in the environment', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is asked instead of the server, unless no_proxy names that', async () => {
    const tunnelled: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, client, head) => {
      tunnelled.push(request.url ?? '');
      const [host, port] = (request.url ?? '').split(':');
      const upstream = connect(Number(port), host as string, () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('http_proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    vi.stubEnv('no_proxy', '');
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    const file = pin(content, server.url);
    {
      await using work = await makeWorkspace();
      await expectContent(await fetchFile(file, work.context, impatience), content);
      expect(tunnelled).toEqual([server.url.slice('http://'.length)]);
    }
    vi.stubEnv('no_proxy', '127.0.0.1');
    await using work = await makeWorkspace();
    await expectContent(await fetchFile(file, work.context, impatience), content);
    expect(tunnelled).toHaveLength(1);
    proxy.closeAllConnections();
    proxy.close();
  });
});
