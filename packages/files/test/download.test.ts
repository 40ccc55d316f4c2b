import { mkdir, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fetchFile } from '@ventral/files';
import { describe, expect, it } from 'vitest';
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
});

describe('a broken connection', () => {
  it('is continued where it broke', async () => {
    await using server = await startServer((request, response, n) =>
      serve(content, request, response, n === 0 ? { breakAfter: 100_000 } : {}),
    );
    await using work = await makeWorkspace();
    const path = await fetchFile(pin(content, server.url), work.context, impatience);
    await expectContent(path, content);
    expect(server.asked).toHaveLength(2);
    expect(server.asked[1]?.range).toMatch(/^bytes=\d{5,6}-/);
  });

  it('is continued as often as it brings something', async () => {
    await using server = await startServer((request, response) =>
      serve(content, request, response, { breakAfter: 20_000 }),
    );
    await using work = await makeWorkspace();
    const path = await fetchFile(pin(content, server.url), work.context, impatience);
    await expectContent(path, content);
  });

  it('begins anew with a server that cannot continue', async () => {
    await using server = await startServer((_, response, n) => {
      response.writeHead(200, { 'content-length': content.length });
      if (n > 0) response.end(content);
      else response.write(content.subarray(0, 100_000), () => response.socket?.destroy());
    });
    await using work = await makeWorkspace();
    const path = await fetchFile(pin(content, server.url), work.context, impatience);
    await expectContent(path, content);
  });

  it('keeps what came when it is given up', async () => {
    await using server = await startServer((request, response, n) => {
      if (n === 0) serve(content, request, response, { breakAfter: 100_000 });
      else response.socket?.destroy();
    });
    await using work = await makeWorkspace();
    await expect(
      fetchFile(pin(content, server.url), work.context, impatience),
    ).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringMatching(/broke after \d+\.\d kB of 300\.0 kB .*these are kept/),
    });
    expect(await work.cached()).toContain('photographs.zip.partial');
  });

  it('is what a silent server counts as', async () => {
    await using server = await startServer((request, response, n) => {
      if (n > 0) return serve(content, request, response);
      response.writeHead(200, { etag: '"one"', 'content-length': content.length });
      response.write(content.subarray(0, 100_000));
    });
    await using work = await makeWorkspace();
    const path = await fetchFile(pin(content, server.url), work.context, impatience);
    await expectContent(path, content);
    expect(server.asked[1]?.range).toMatch(/^bytes=100000-/);
  });

  it('is what a server counts as that never answers', async () => {
    await using server = await startServer(() => {});
    await using work = await makeWorkspace();
    const hurried = { ...impatience, retries: 1 };
    await expect(fetchFile(pin(content, server.url), work.context, hurried)).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('cannot be reached (Headers Timeout Error'),
    });
    expect(server.asked).toHaveLength(2);
  });
});

describe('a partial file of an earlier run', () => {
  async function leavePartial(folder: string, bytes: Uint8Array, origin = ''): Promise<string> {
    const { digest } = pin(content).hash;
    const partial = join(folder, 'cache/files/sha256', digest, 'photographs.zip.partial');
    await mkdir(dirname(partial), { recursive: true });
    await writeFile(partial, bytes);
    await writeFile(`${partial}.origin`, origin);
    return partial;
  }

  it('is continued, if its entity tag is still right', async () => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    await leavePartial(work.folder, content.subarray(0, 120_000), `${server.url}\n"one"`);
    const path = await fetchFile(pin(content, server.url), work.context, impatience);
    await expectContent(path, content);
    expect(server.asked).toEqual([{ url: '/', range: 'bytes=120000-', ifRange: '"one"' }]);
    expect(await work.cached()).toEqual(['photographs.zip']);
  });

  it('is replaced whole where the server has another version since', async () => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    await leavePartial(work.folder, someBytes(120_000), `${server.url}\n"zero"`);
    const path = await fetchFile(pin(content, server.url), work.context, impatience);
    await expectContent(path, content);
    expect(server.asked).toHaveLength(1);
  });

  it('is replaced where the server ignores ranges', async () => {
    await using server = await startServer((_, response) => response.end(content));
    await using work = await makeWorkspace();
    await leavePartial(work.folder, content.subarray(0, 120_000));
    const path = await fetchFile(pin(content, server.url), work.context, impatience);
    await expectContent(path, content);
  });

  it('is replaced where it does not begin as the file does', async () => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    await leavePartial(work.folder, someBytes(120_000));
    const path = await fetchFile(pin(content, server.url), work.context, impatience);
    await expectContent(path, content);
    expect(server.asked.map(({ range }) => range)).toEqual(['bytes=120000-', undefined]);
  });

  it('is taken without the network where it is whole', async () => {
    await using work = await makeWorkspace();
    await leavePartial(work.folder, content);
    const path = await fetchFile(pin(content, 'http://127.0.0.1:9/'), work.context, impatience);
    expect((await stat(path)).size).toBe(content.length);
  });

  it.each([
    ['whole, its size not pinned', content],
    ['longer than the file', new Uint8Array(content.length + 1)],
  ])('is settled where the server refuses the range (%s)', async (_, held) => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    await leavePartial(work.folder, held);
    const { bytes: _size, ...file } = pin(content, server.url);
    const path = await fetchFile(file, work.context, impatience);
    await expectContent(path, content);
    expect(server.asked[0]?.range).toBe(`bytes=${held.length}-`);
  });
});

describe('an interrupted download', () => {
  it('stops at once, keeps what came, and continues', async () => {
    const controller = new AbortController();
    await using server = await startServer((request, response, n) => {
      if (n > 0) return serve(content, request, response);
      response.writeHead(200, { etag: '"one"', 'content-length': content.length });
      response.write(content.subarray(0, 100_000));
    });
    await using work = await makeWorkspace({ signal: controller.signal });
    const stopping = {
      ...work.context,
      report: ({ done }: { done: number }) => void (done === 100_000 && controller.abort()),
    };
    const file = pin(content, server.url);
    await expect(fetchFile(file, stopping, impatience)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
    expect(await work.cached()).toContain('photographs.zip.partial');
    const again = { ...work.context, signal: new AbortController().signal };
    const path = await fetchFile(file, again, impatience);
    await expectContent(path, content);
    expect(server.asked[1]).toEqual({ url: '/', range: 'bytes=100000-', ifRange: '"one"' });
  });

  it('does not wait for the next attempt', { timeout: 10_000 }, async () => {
    const controller = new AbortController();
    await using server = await startServer((_, response) => {
      response.writeHead(503, { 'retry-after': '20' }).end();
      setTimeout(() => controller.abort(), 50);
    });
    await using work = await makeWorkspace({ signal: controller.signal });
    const patient = { ...impatience, longestDelay: 20_000 };
    await expect(fetchFile(pin(content, server.url), work.context, patient)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });
});

describe('two fetches of one file', () => {
  it('at the same time download it once', async () => {
    await using server = await startServer((request, response) => {
      setTimeout(() => serve(content, request, response), 100);
    });
    await using work = await makeWorkspace();
    const file = pin(content, server.url);
    const paths = await Promise.all([1, 2, 3].map(() => fetchFile(file, work.context, impatience)));
    expect(new Set(paths).size).toBe(1);
    expect(server.asked).toHaveLength(1);
    expect(work.events.map(({ task }) => task)).toContainEqual(
      expect.stringContaining('Waiting for another process'),
    );
  });

  it('are not kept apart by the lock of a process that died', async () => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    const file = pin(content, server.url);
    const folder = join(work.folder, 'cache/files/sha256', file.hash.digest);
    const lock = join(folder, 'photographs.zip.lock');
    await mkdir(lock, { recursive: true });
    const minuteAgo = new Date(Date.now() - 60_000);
    await utimes(lock, minuteAgo, minuteAgo);
    const path = await fetchFile(file, work.context, impatience);
    await expectContent(path, content);
  });
});
