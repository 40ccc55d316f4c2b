import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import { brainioFile } from '@ventral/brainio';
import { fetchFile } from '@ventral/files';
import { afterEach, expect, it, vi } from 'vitest';
import { giveObject, impatience, refuse, runIn, startStore } from './object-store.ts';
import { makeFolder } from './temporary-folder.ts';

const content = readFileSync(
  fileURLToPath(new URL('fixtures/small/assy_test_Small.nc', import.meta.url)),
);
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

const file = brainioFile({
  identifier: 'test.Small',
  kind: 'assembly',
  sha1: createHash('sha1').update(content).digest('hex'),
  versionId: 'wx5LB7Nq42SV74RQ8Cw6EtyabywsnSyG',
  isPrivate: true,
});

/** Checks a signature as S3 does, from what came over the wire. */
function isSigned({ method, url = '', headers }: IncomingMessage): boolean {
  const found =
    /^AWS4-HMAC-SHA256 Credential=AKIATEST\/(\d{8})\/us-east-2\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (found === null) return false;
  const [, day = '', signed = '', signature] = found;
  const [path, query = ''] = url.split('?');
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest();
  const canonical = [
    method,
    path,
    query,
    ...signed.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    signed,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const scope = `${day}/us-east-2/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const age =
    Date.now() -
    Date.parse(
      String(headers['x-amz-date']).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'),
    );
  return hmac(key, text).toString('hex') === signature && Math.abs(age) < 60_000;
}

afterEach(() => vi.unstubAllEnvs());

it('a private file is asked for with a signature, also where it is continued', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secret);
  await using folder = await makeFolder();
  await using store = await startStore((request, response, n) => {
    if (!isSigned(request)) return refuse(response, 403, 'SignatureDoesNotMatch');
    giveObject(content, request, response, n === 0 ? { breakAfter: 5_000 } : {});
  });
  const path = await fetchFile(store.pinHere(file), runIn(folder), impatience);
  expect((await readFile(path)).equals(content)).toBe(true);
  expect(store.requests.map(({ headers }) => headers.range)).toEqual([
    undefined,
    expect.stringMatching(/^bytes=\d+-/),
  ]);
});

it('a private file is not to be had with a wrong key', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong');
  await using folder = await makeFolder();
  await using store = await startStore((request, response) => {
    if (isSigned(request)) giveObject(content, request, response);
    else refuse(response, 403, 'SignatureDoesNotMatch');
  });
  await expect(fetchFile(store.pinHere(file), runIn(folder), impatience)).rejects.toMatchObject({
    code: 'DATA_UNAVAILABLE',
    message: expect.stringContaining('answers 403 Forbidden'),
  });
});

it('a private file without credentials is not asked for, and the error says why', async () => {
  await using folder = await makeFolder();
  vi.stubEnv('AWS_ACCESS_KEY_ID', '');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', folder.file('credentials'));
  vi.stubEnv('AWS_CONFIG_FILE', folder.file('config'));
  await using store = await startStore((request, response) =>
    giveObject(content, request, response),
  );
  await expect(fetchFile(store.pinHere(file), runIn(folder), impatience)).rejects.toMatchObject({
    code: 'DATA_UNAVAILABLE',
    message: expect.stringMatching(
      /^assy_test_Small\.nc is in no cache and no mirror, and the file is private, and there are no AWS credentials/,
    ),
  });
  expect(store.requests).toHaveLength(0);
});
