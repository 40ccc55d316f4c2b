import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fetchFile } from '@ventral/files';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startProcess } from './fetch-process.ts';
import { serve, startServer } from './file-server.ts';
import { expectContent, impatience, makeWorkspace, pin, someBytes } from './workspace.ts';

const content = someBytes(2_000_000);

describe('processes that share a cache', () => {
  it('fetch a file once between them', async () => {
    await using server = await startServer((request, response) => {
      setTimeout(() => serve(content, request, response), 1_000);
    });
    await using work = await makeWorkspace();
    const file = pin(content, server.url);
    const processes = [1, 2, 3].map(() => startProcess(file, work.context.cacheFolder));
    const said = await Promise.all(processes.map(({ stdout }) => text(stdout!)));
    expect(new Set(said).size).toBe(1);
    await expectContent(said[0]?.split('\n')[1] as string, content);
    expect(server.asked).toHaveLength(1);
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
