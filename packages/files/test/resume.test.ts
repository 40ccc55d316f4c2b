import { link, mkdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fetchFile } from '@ventral/files';
import { describe, expect, it, vi } from 'vitest';
import { serve, startServer } from './file-server.ts';
import {
  expectContent,
  impatience,
  makeWorkspace,
  pin,
  shortSilence,
  someBytes,
} from './workspace.ts';

const content = someBytes(300_000);

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

  it('begins anew, once, with a server that has nothing to continue with', async () => {
    let whole = true;
    await using server = await startServer((request, response, n) => {
      if (request.headers.range !== undefined) response.writeHead(416).end();
      else serve(content, request, response, n === 0 || !whole ? { breakAfter: 100_000 } : {});
    });
    await using work = await makeWorkspace();
    const path = await fetchFile(pin(content, server.url), work.context, impatience);
    await expectContent(path, content);
    whole = false;
    await using other = await makeWorkspace();
    await expect(
      fetchFile(pin(content, server.url), other.context, impatience),
    ).rejects.toMatchObject({ code: 'DATA_CORRUPT' });
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
    const path = await fetchFile(pin(content, server.url), work.context, shortSilence);
    await expectContent(path, content);
    expect(server.asked[1]?.range).toMatch(/^bytes=100000-/);
  });

  it('is what a server counts as that never answers', async () => {
    await using server = await startServer(() => {});
    await using work = await makeWorkspace();
    const hurried = { ...shortSilence, retries: 1 };
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

describe('a link in the place of a partial file', () => {
  it.each([
    ['a symbolic link', symlink],
    ['a hard link', link],
  ])('is removed, not written through: %s (activations-unverified)', async (_, makeLink) => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    const file = pin(content, server.url);
    const partial = join(
      work.context.cacheFolder,
      'files/sha256',
      file.hash.digest,
      'photographs.zip.partial',
    );
    const mine = join(work.folder, 'mine');
    await writeFile(mine, 'precious');
    await mkdir(dirname(partial), { recursive: true });
    await makeLink(mine, partial);
    await makeLink(mine, `${partial}.origin`);
    await expectContent(await fetchFile(file, work.context, impatience), content);
    expect(await readFile(mine, 'utf8')).toBe('precious');
    expect(server.asked[0]?.range).toBeUndefined();
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

  it('does not wait for the next attempt', async () => {
    const controller = new AbortController();
    await using server = await startServer((_, response) => {
      response.writeHead(503, { 'retry-after': '86400' }).end();
      setTimeout(() => controller.abort(), 50);
    });
    await using work = await makeWorkspace({ signal: controller.signal });
    const patient = { ...impatience, longestDelay: 86_400_000 };
    await expect(fetchFile(pin(content, server.url), work.context, patient)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });
});

describe('two fetches of one file', () => {
  it('at the same time download it once', async () => {
    const waiting = () => work.events.filter(({ task }) => task.startsWith('Waiting for another'));
    await using server = await startServer(async (request, response) => {
      await vi.waitFor(() => expect(waiting().length).toBeGreaterThan(1), { timeout: 60_000 });
      serve(content, request, response);
    });
    await using work = await makeWorkspace();
    const file = pin(content, server.url);
    const paths = await Promise.all([1, 2, 3].map(() => fetchFile(file, work.context, impatience)));
    expect(new Set(paths).size).toBe(1);
    expect(server.asked).toHaveLength(1);
    expect(waiting()).not.toEqual([]);
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
