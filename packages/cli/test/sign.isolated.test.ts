import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { networkPath, type Outcome, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const folder = temporaryFolder();
const recordPath = join(folder, 'record.json');
const signedPath = join(folder, 'signed.json');
const [key, otherKey] = [join(folder, 'key.pem'), join(folder, 'other.pem')];

beforeAll(async () => {
  const score = ['score', networkPath, 'Gratings.V4-pls', '--preprocessing', 'torch'];
  const layer = ['--layer', 'relu2', '--cache', folder, '--output', recordPath];
  for (const args of [
    [...score, ...layer],
    ['keygen', '--output', key],
    ['keygen', '--output', otherKey],
    ['sign', recordPath, '--key', key, '--output', signedPath],
  ]) {
    expect(await runHere(args)).toMatchObject({ code: 0 });
  }
});

function verify(path: string, ...more: readonly string[]): Promise<Outcome> {
  return runHere(['verify', path, '--model', networkPath, '--cache', folder, ...more]);
}

/** The signed record with a text replaced. */
function tampered(before: RegExp, after: string): string {
  const text = readFileSync(signedPath, 'utf8');
  const changed = text.replace(before, after);
  expect(changed).not.toBe(text);
  const path = join(temporaryFolder(), 'tampered.json');
  writeFileSync(path, changed);
  return path;
}

describe('a signed record', () => {
  test('is verified with the key that was named', async () => {
    const { code, stdout } = await verify(signedPath, '--public-key', `${key}.pub`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Signed with the key sha256:\w{64}, the one you named\.\nequal\n$/);
  });

  test('says whose word it is when no key is named', async () => {
    const { code, stdout } = await verify(signedPath);
    expect(code).toBe(0);
    expect(stdout).toContain('which only the record itself vouches for');
  });

  test('keeps its signature when it is written in another order and layout', async () => {
    const record = JSON.parse(readFileSync(signedPath, 'utf8')) as object;
    const path = join(folder, 'reordered.json');
    writeFileSync(path, JSON.stringify(Object.fromEntries(Object.entries(record).reverse())));
    expect(await verify(path, '--public-key', `${key}.pub`)).toMatchObject({ code: 0 });
  });

  test.each<[what: string, before: RegExp, after: string]>([
    ['score', /"value": 0\.95/, '"value": 0.96'],
    ['seed', /"seed": 1/, '"seed": 2'],
    ['field beyond the schema', /"recordVersion": 3/, '"recordVersion": 3, "lab": "ours"'],
    ['signature', /"value": "..../, '"value": "AAAA'],
  ])('with another %s is refused before anything runs', async (_what, before, after) => {
    const { code, stdout, stderr } = await verify(tampered(before, after));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('SIGNATURE_INVALID');
    expect(stderr).not.toContain('Fitting');
  });

  test('with a broken key is refused', async () => {
    const { code, stderr } = await verify(tampered(/"publicKey": "..../, '"publicKey": "AAAA'));
    expect(code).toBe(1);
    expect(stderr).toContain('SIGNATURE_INVALID');
  });

  test('of another key is refused, naming both', async () => {
    const { code, stderr } = await verify(signedPath, '--public-key', `${otherKey}.pub`);
    expect(code).toBe(1);
    expect(stderr).toMatch(/SIGNATURE_INVALID.*sha256:\w{64}, not with sha256:\w{64}/);
  });

  test('is asked for where a key is named', async () => {
    const { code, stderr } = await verify(recordPath, '--public-key', `${key}.pub`);
    expect(code).toBe(1);
    expect(stderr).toContain('SIGNATURE_INVALID: The record is not signed.');
  });
});

describe('a key pair', () => {
  test('has a private half that only its owner reads', () => {
    expect(readFileSync(key, 'utf8')).toContain('BEGIN PRIVATE KEY');
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(readFileSync(`${key}.pub`, 'utf8')).toContain('BEGIN PUBLIC KEY');
  });

  test('is never overwritten', async () => {
    const before = readFileSync(key, 'utf8');
    const { code, stderr } = await runHere(['keygen', '--output', key]);
    expect(code).toBe(1);
    expect(stderr).toContain('FILE_UNWRITABLE');
    expect(readFileSync(key, 'utf8')).toBe(before);
  });

  test('is made whole or not at all', async () => {
    const path = join(temporaryFolder(), 'key.pem');
    writeFileSync(`${path}.pub`, 'of someone else');
    const { code, stderr } = await runHere(['keygen', '--output', path]);
    expect(code).toBe(1);
    expect(stderr).toContain('FILE_UNWRITABLE');
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(`${path}.pub`, 'utf8')).toBe('of someone else');
  });

  test('is not written over by what it signs', async () => {
    const before = readFileSync(key, 'utf8');
    const args = ['sign', recordPath, '--key', key, '--output', key];
    expect((await runHere(args)).stderr).toContain('OPTION_INVALID');
    expect(readFileSync(key, 'utf8')).toBe(before);
  });

  test('of another kind is refused', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const path = join(folder, 'rsa.pem');
    writeFileSync(path, rsa.export({ type: 'pkcs8', format: 'pem' }));
    const { code, stderr } = await runHere(['sign', recordPath, '--key', path]);
    expect(code).toBe(1);
    expect(stderr).toContain('FILE_UNREADABLE');
    expect(stderr).toContain('type rsa');
  });
});
