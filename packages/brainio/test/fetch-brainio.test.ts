import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { brainioFile, openAssembly, readStimulusSet } from '@ventral/brainio';
import type { PinnedFile } from '@ventral/core';
import { fetchFile } from '@ventral/files';
import { describeReference } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { goldenPath, readExpectations } from './golden-sets.ts';
import {
  type Answer,
  giveObject,
  impatience,
  type ObjectStore,
  refuse,
  runIn,
  shortSilence,
  startStore,
} from './object-store.ts';
import { makeFolder } from './temporary-folder.ts';

const path = fileURLToPath(new URL('fixtures/small/assy_test_Small.nc', import.meta.url));
const content = readFileSync(path);
const half = Math.floor(content.length / 2);

const file = brainioFile({
  identifier: 'test.Small',
  kind: 'assembly',
  sha1: createHash('sha1').update(content).digest('hex'),
  versionId: 'null',
});

async function fetchFrom(answer: Answer, patience = impatience): Promise<readonly string[]> {
  await using folder = await makeFolder();
  await using store = await startStore(answer);
  const fetched = await fetchFile(store.pinHere(file), runIn(folder), patience);
  expect((await readFile(fetched)).equals(content)).toBe(true);
  const { shape } = await (await openAssembly(fetched)).read();
  expect(shape).toEqual([6, 3]);
  return store.requests.map(({ url, headers }) => `${url} ${headers.range ?? 'whole'}`);
}

const address = '/brainio-brainscore/assy_test_Small.nc?versionId=null';

describe('an assembly is fetched right', () => {
  it('by its version', async () => {
    const requests = await fetchFrom((request, response) => giveObject(content, request, response));
    expect(requests).toEqual([`${address} whole`]);
  });

  it('where the connection breaks, again and again', async () => {
    const requests = await fetchFrom((request, response, n) =>
      giveObject(content, request, response, n < 3 ? { breakAfter: 3000 } : {}),
    );
    expect(requests.length).toBeGreaterThan(2);
    expect(requests.at(-1)).toMatch(/bytes=\d{4,5}-/);
  });

  it('where the server is slow', async () => {
    await fetchFrom(async (_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      for (let start = 0; start < content.length; start += half) {
        response.write(content.subarray(start, start + half));
        await sleep(100);
      }
      response.end();
    });
  });

  it('where the server falls silent', async () => {
    const requests = await fetchFrom((request, response, n) => {
      if (n > 0) return giveObject(content, request, response);
      response.writeHead(200, { etag: '"object"', 'content-length': content.length });
      response.write(content.subarray(0, half));
    }, shortSilence);
    expect(requests[1]).toMatch(new RegExp(`bytes=${half}-`));
  });

  it('where the server refuses ranges', async () => {
    await fetchFrom((_, response, n) => {
      response.writeHead(200, { 'content-length': content.length });
      if (n > 0) response.end(content);
      else response.write(content.subarray(0, half), () => response.socket?.destroy());
    });
  });

  it('where the server answers ranges with an error', async () => {
    await fetchFrom((request, response, n) => {
      if (n > 0 && request.headers.range !== undefined)
        return refuse(response, 416, 'InvalidRange');
      giveObject(content, request, response, n === 0 ? { breakAfter: half } : {});
    });
  });

  it('where the server is busy at first', async () => {
    await fetchFrom((request, response, n) => {
      if (n === 0) refuse(response, 503, 'SlowDown');
      else giveObject(content, request, response);
    });
  });
});

describe('an assembly is refused', () => {
  const corrupted = Buffer.from(content);
  corrupted[half]! ^= 1;

  it.each<[string, Answer, string, RegExp]>([
    [
      'that is not to be had',
      (_, response) => refuse(response, 403, 'AccessDenied'),
      'DATA_UNAVAILABLE',
      /versionId=null answers 403 Forbidden/,
    ],
    [
      'that is not there',
      (_, response) => refuse(response, 404, 'NoSuchVersion'),
      'DATA_UNAVAILABLE',
      /versionId=null answers 404 Not Found/,
    ],
    [
      'that is corrupted',
      (request, response) => giveObject(corrupted, request, response),
      'DATA_CORRUPT',
      new RegExp(`its sha1 is [0-9a-f]{40} where ${file.hash.digest} is pinned`),
    ],
    [
      'that is truncated',
      (request, response) => giveObject(content.subarray(0, half), request, response),
      'DATA_CORRUPT',
      /its sha1 is/,
    ],
    [
      'that is a page of a proxy',
      (_, response) => response.end('<html>Please log in</html>'),
      'DATA_CORRUPT',
      /its sha1 is/,
    ],
    [
      'whose connection always breaks at once',
      (_, response) => response.socket?.destroy(),
      'DATA_UNAVAILABLE',
      /cannot be reached/,
    ],
  ])('%s', async (_, answer, code, message) => {
    await using folder = await makeFolder();
    await using store = await startStore(answer);
    const fetching = fetchFile(store.pinHere(file), runIn(folder), impatience);
    await expect(fetching).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    await expect(fetching).rejects.toThrow('assy_test_Small.nc is in no cache and no mirror');
  });
});

describeReference('the golden data sets, fetched', 'golden/brainio', () => {
  const set = 'majajhong';
  const hashes = () => readExpectations(set).files;

  const serveGolden: Answer = async (request, response, n) => {
    const name = Object.keys(hashes()).find(
      (known) => request.url === `/brainio-brainscore/${known}`,
    );
    if (name === undefined) return refuse(response, 404, 'NoSuchKey');
    const bytes = await readFile(goldenPath(set, name));
    giveObject(bytes, request, response, n === 0 ? { breakAfter: 100_000 } : {});
  };

  const pin = (store: ObjectStore, kind: 'assembly' | 'csv' | 'zip'): PinnedFile => {
    const identifier = kind === 'assembly' ? 'test.MajajHong2015.public' : 'test.hvm-public';
    const described = brainioFile({ identifier, kind, sha1: '' });
    const digest = hashes()[described.path]?.sha1 ?? '';
    return store.pinHere({ ...described, hash: { algorithm: 'sha1', digest } });
  };

  it('are the recordings and stimuli that were pinned', async () => {
    await using folder = await makeFolder();
    await using store = await startStore(serveGolden);
    const fetch = (kind: 'assembly' | 'csv' | 'zip') =>
      fetchFile(pin(store, kind), runIn(folder), impatience);
    const assembly = await openAssembly(await fetch('assembly'));
    expect(assembly.data.shape).toEqual([618, 28, 1]);
    const stimuli = await readStimulusSet(await fetch('csv'), await fetch('zip'), { id: 'hvm' });
    expect(stimuli.stimuli).toHaveLength(80);
    expect(store.requests).toHaveLength(4);
  });
});
