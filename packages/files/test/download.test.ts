import type { IncomingHttpHeaders } from 'node:http';
import { fetchFile } from '@ventral/files';
import { describe, expect, it } from 'vitest';
import { refuseRedirect } from '../src/http-client.ts';
import { serve, startServer } from './file-server.ts';
import { expectContent, impatience, makeWorkspace, pin, someBytes } from './workspace.ts';

const content = someBytes(300_000);

describe('fetching over the network', () => {
  it('gives the file, reports bytes and does not ask again', async () => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    const file = pin(content, `${server.url}/a.zip`);
    const path = await fetchFile(file, work.context, impatience);
    await expectContent(path, content);
    expect(await work.cached()).toEqual(['photographs.zip']);
    expect(work.events.at(-1)).toEqual({
      task: 'Fetching photographs.zip',
      done: content.length,
      total: content.length,
      unit: 'bytes',
    });
    expect(await fetchFile(file, work.context, impatience)).toBe(path);
    expect(server.asked).toHaveLength(1);
  });

  it('follows redirects', async () => {
    await using server = await startServer((request, response, n) => {
      if (n === 0) response.writeHead(302, { location: '/elsewhere' }).end();
      else serve(content, request, response);
    });
    await using work = await makeWorkspace();
    await fetchFile(pin(content, `${server.url}/a`), work.context, impatience);
    expect(server.asked.map(({ url }) => url)).toEqual(['/a', '/elsewhere']);
  });

  it('keeps every header of authorisation from another origin (aws-token-redirect)', async () => {
    const secret = { authorization: 'mine', 'x-amz-security-token': 'TOKEN', 'x-amz-date': 'now' };
    const heard: IncomingHttpHeaders[] = [];
    await using elsewhere = await startServer((request, response) => {
      heard.push(request.headers);
      serve(content, request, response);
    });
    await using server = await startServer((request, response, n) => {
      expect(request.headers).toMatchObject(secret);
      const location = n === 0 ? '/same' : elsewhere.url;
      response.writeHead(302, { location }).end();
    });
    await using work = await makeWorkspace();
    const file = { ...pin(content, server.url), authorize: async () => secret };
    await fetchFile(file, work.context, impatience);
    expect(server.asked).toHaveLength(2);
    expect(heard).toHaveLength(1);
    for (const name of Object.keys(secret)) expect(heard[0]).not.toHaveProperty(name);
    expect(heard[0]).toHaveProperty('accept-encoding', 'identity');
  });

  it('follows no redirect from https to http, for whatever file', () => {
    const [https, http] = [new URL('https://example.org/a'), new URL('http://example.org/a')];
    expect(() => refuseRedirect('https://example.org/a', https, http, 0)).toThrow(
      expect.objectContaining({
        code: 'DATA_UNAVAILABLE',
        message: expect.stringContaining('redirects from https to http://example.org'),
      }),
    );
    expect(() => refuseRedirect('', http, https, 0)).not.toThrow();
    expect(() => refuseRedirect('', http, new URL('file:///etc/passwd'), 0)).toThrow('file:');
  });

  it('follows no redirects without end', async () => {
    await using server = await startServer((_, response, n) =>
      response.writeHead(302, { location: `/${n}` }).end(),
    );
    await using work = await makeWorkspace();
    await expect(
      fetchFile(pin(content, server.url), work.context, impatience),
    ).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('again and again'),
    });
    expect(server.asked).toHaveLength(6);
  });

  it('asks again after a server error', async () => {
    await using server = await startServer((request, response, n) => {
      if (n < 2) response.writeHead(n === 0 ? 500 : 503).end('busy');
      else serve(content, request, response);
    });
    await using work = await makeWorkspace();
    await fetchFile(pin(content, server.url), work.context, impatience);
    expect(server.asked).toHaveLength(3);
  });

  it.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 2_000).toUTCString()],
  ])('waits as long as Retry-After says in %s', async (_, retryAfter) => {
    const times: number[] = [];
    await using server = await startServer((request, response, n) => {
      times.push(performance.now());
      if (n === 0) response.writeHead(429, { 'retry-after': retryAfter() }).end();
      else serve(content, request, response);
    });
    await using work = await makeWorkspace();
    const patient = { ...impatience, longestDelay: 3_000 };
    await fetchFile(pin(content, server.url), work.context, patient);
    expect((times[1] as number) - (times[0] as number)).toBeGreaterThan(900);
  });

  it('gives up on a server that stays broken, naming its answer', async () => {
    await using server = await startServer((_, response) => response.writeHead(503).end());
    await using work = await makeWorkspace();
    await expect(
      fetchFile(pin(content, server.url), work.context, impatience),
    ).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('503 Service Unavailable'),
    });
    expect(server.asked).toHaveLength(1 + impatience.retries);
  });

  it.each([
    [403, 'Forbidden'],
    [404, 'Not Found'],
  ])('does not ask again after %i, and names it', async (status, reason) => {
    await using server = await startServer((_, response) => response.writeHead(status).end('no'));
    await using work = await makeWorkspace();
    const failure = fetchFile(pin(content, `${server.url}/gone`), work.context, impatience);
    await expect(failure).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message:
        'images/photographs.zip (300.0 kB) is in no cache and no mirror, ' +
        `and ${server.url}/gone answers ${status} ${reason}.`,
      hint: expect.stringMatching(/data pull <id> --to DIR.*--mirror DIR.*VENTRAL_MIRROR/),
    });
    expect(server.asked).toHaveLength(1);
    expect(await work.cached()).toEqual([]);
  });

  it('names a server that cannot be reached', async () => {
    await using work = await makeWorkspace();
    const file = pin(content, 'http://127.0.0.1:9/a.zip');
    await expect(fetchFile(file, work.context, impatience)).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringMatching(/127\.0\.0\.1:9\/a\.zip cannot be reached \(.*ECONNREFUSED/),
    });
  });

  it('sends the headers that a file asks for', async () => {
    await using server = await startServer((request, response) => {
      if (request.headers.authorization === 'mine') serve(content, request, response);
      else response.writeHead(403).end();
    });
    await using work = await makeWorkspace();
    const authorize = async (url: string) => ({
      authorization: url === server.url ? 'mine' : 'another',
    });
    const file = { ...pin(content, server.url), authorize };
    await expectContent(await fetchFile(file, work.context, impatience), content);
  });

  it('tries the addresses in order', async () => {
    await using server = await startServer((request, response) => {
      if (request.url === '/first') response.writeHead(404).end();
      else if (request.url === '/second') response.end('<html>Please log in</html>');
      else serve(content, request, response);
    });
    await using work = await makeWorkspace();
    const urls = ['first', 'second', 'third'].map((name) => `${server.url}/${name}`);
    await fetchFile(pin(content, ...urls), work.context, impatience);
    expect(server.asked.map(({ url }) => url)).toEqual(['/first', '/second', '/third']);
  });
});

describe('a response that is not the file', () => {
  it('is refused by its hash, naming what was expected and what came', async () => {
    const other = someBytes(content.length);
    await using server = await startServer((request, response) => serve(other, request, response));
    await using work = await makeWorkspace();
    const file = pin(content, server.url);
    await expect(fetchFile(file, work.context, impatience)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(
        `its sha256 is ${pin(other).hash.digest} where ${file.hash.digest} is pinned`,
      ),
    });
    expect(await work.cached()).toEqual([]);
  });

  it('is refused by its stated size before it is read', async () => {
    await using server = await startServer((_, response) => response.end('<html>log in</html>'));
    await using work = await makeWorkspace();
    await expect(
      fetchFile(pin(content, server.url), work.context, impatience),
    ).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('it has 19 bytes where 300000 are pinned'),
    });
  });

  it('is refused when it ends early without a stated size', async () => {
    await using server = await startServer((_, response) => {
      response.write(content.subarray(0, 1000));
      response.end();
    });
    await using work = await makeWorkspace();
    await expect(
      fetchFile(pin(content, server.url), work.context, impatience),
    ).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('it has 1000 bytes where 300000 are pinned'),
    });
    expect(await work.cached()).toEqual([]);
  });

  it('is stopped where it goes on after the pinned size (download-oversize)', async () => {
    let sent = 0;
    await using server = await startServer((_, response) => {
      const send = () => {
        if (response.destroyed) return;
        sent += 100_000;
        response.write(someBytes(100_000), send);
      };
      send();
    });
    await using work = await makeWorkspace();
    await expect(
      fetchFile(pin(content, server.url), work.context, impatience),
    ).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('it is longer than 300000 bytes'),
      hint: expect.stringContaining('nothing of it was kept'),
    });
    expect(sent).toBeLessThan(50e6);
    expect(await work.cached()).toEqual([]);
  });

  it('is refused where it states a size above any file, and none is pinned', async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(200, { 'content-length': 30e9 });
      response.write('a');
    });
    await using work = await makeWorkspace();
    const { bytes: _size, ...file } = pin(content, server.url);
    await expect(fetchFile(file, work.context, impatience)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('it is 30.0 GB large, and no size is pinned for it'),
    });
    expect(await work.cached()).toEqual([]);
  });
});
