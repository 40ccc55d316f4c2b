import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openS3Store } from '@ventral/store-s3';
import { describeStore, makeFolder } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openS3Server, type S3Server } from './s3-server.ts';

const writer = join(import.meta.dirname, 'fixtures/writer.mjs');
const openNew = (address = `s3://lab/some/where/${randomUUID()}`) => openS3Store(address);

describe('with conditional puts', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await openS3Server({ conditional: true });
    Object.assign(process.env, server.environment);
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
  });

  describeStore('a store in a bucket', openNew);

  it('shows nothing of what a writer had half written when it was killed', async () => {
    const store = await openNew();
    await using folder = await makeFolder();
    const path = join(folder.path, 'weights');
    await writeFile(path, new Uint8Array(50_000_000));
    const key = 'networks/a/weights';
    const before = server.asked.length;
    await server.holdPuts({ key, after: 2 });
    const child = spawn(process.execPath, [writer, store.address, key, path], { stdio: 'inherit' });
    const ended = once(child, 'close');
    const parts = () =>
      server.asked.slice(before).filter((each) => each.startsWith('PUT') && each.includes(key));
    await expect.poll(() => parts().length, { timeout: 120_000 }).toBeGreaterThan(2);
    child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
    await server.holdPuts(undefined);
    expect(await store.list('networks/a')).toEqual([]);
    expect(await store.read(key)).toBeUndefined();
    expect(await store.addFile(key, path)).toBe(true);
    expect((await store.read(key))?.length).toBe(50_000_000);
  });

  it.each([
    [400, 'ExpiredToken', /Get new credentials/],
    [403, 'AccessDenied', /s3:PutObject/],
    [403, 'InvalidAccessKeyId', /AWS_ACCESS_KEY_ID/],
    [301, 'PermanentRedirect', /AWS_REGION/],
    [507, 'InsufficientStorage', /Make room/],
  ] as const)('says what S3 said: status %d, %s', async (status, code, hint) => {
    const store = await openNew();
    await store.add('records/a.json', Buffer.from('kept'));
    await server.answerWith({ status, code });
    const error = {
      code: 'STORE_UNUSABLE',
      message: expect.stringMatching(
        new RegExp(`^The store s3://lab/.*${code}.*Said by the server`),
      ),
      hint: expect.stringMatching(hint),
    };
    try {
      await expect(store.read('records/a.json')).rejects.toMatchObject(error);
      await expect(store.add('records/b.json', Buffer.from('b'))).rejects.toMatchObject(error);
      await expect(store.write('records/a.json', Buffer.from('b'))).rejects.toMatchObject(error);
      await expect(store.list('records')).rejects.toMatchObject(error);
    } finally {
      await server.answerWith(undefined);
    }
    expect(text(await store.read('records/a.json'))).toBe('kept');
  });

  it('names a bucket that is not there, and a key that is unknown', async () => {
    const store = await openS3Store('s3://no-such-bucket/prefix');
    const missing = { code: 'STORE_UNUSABLE', message: expect.stringContaining('NoSuchBucket') };
    await expect(store.list('records')).rejects.toMatchObject(missing);
    await expect(store.add('records/a.json', Buffer.from('a'))).rejects.toMatchObject(missing);
    process.env.AWS_ACCESS_KEY_ID = 'nobody';
    try {
      const unknown = await openS3Store('s3://lab/prefix');
      await expect(unknown.list('records')).rejects.toMatchObject({
        code: 'STORE_UNUSABLE',
        message: expect.stringContaining('InvalidAccessKeyId'),
      });
    } finally {
      Object.assign(process.env, server.environment);
    }
  });

  it.each(['s3://', 's3://UPPER', 's3://lab/../other', 'lab', 's3:///lab'])(
    'refuses %s',
    async (address) => {
      await expect(openS3Store(address)).rejects.toThrow(/is no address of a bucket|is no key/);
    },
  );
});

describe('with a server that disregards conditions', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await openS3Server({ conditional: false });
    Object.assign(process.env, server.environment);
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
  });

  it('finds that out once, says so, looks before it puts, and leaves no probe', async () => {
    const said: string[] = [];
    const hear = ({ message }: Error) => said.push(message);
    process.on('warning', hear);
    const store = await openNew();
    expect(await store.add('records/a.json', Buffer.from('first'))).toBe(true);
    expect(await store.add('records/a.json', Buffer.from('later'))).toBe(false);
    expect(await store.add('records/b.json', Buffer.from('b'))).toBe(true);
    expect(text(await store.read('records/a.json'))).toBe('first');
    expect(
      server.asked.filter((each) => each.startsWith('PUT') && each.includes('/probe/')),
    ).toHaveLength(2);
    expect(await store.list('probe')).toEqual([]);
    process.off('warning', hear);
    expect(
      said.filter((each) => each.includes(`${store.address} disregards conditions`)),
    ).toHaveLength(1);
  });
});

function text(content: Uint8Array | undefined): string | undefined {
  return content && Buffer.from(content).toString('utf8');
}
