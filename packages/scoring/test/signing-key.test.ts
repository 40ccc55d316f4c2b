import { createPublicKey, verify } from 'node:crypto';
import { join } from 'node:path';
import { makeKeyPair, readKey, signRecord } from '@ventral/scoring';
import { makeFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { checkSignature } from '../src/record-signature.ts';
import { wholeRecord } from './score-record.ts';

const header = Buffer.from('302a300506032b6570032100', 'hex');
const { signature: _, ...unsigned } = wholeRecord;

function derOf(point: string): Buffer {
  return Buffer.concat([header, Buffer.from(point, 'hex')]);
}

function signedWith(publicKey: Buffer, value: Buffer): ReturnType<typeof checkSignature> {
  const signature = {
    algorithm: 'ed25519',
    publicKey: publicKey.toString('base64'),
    value: value.toString('base64'),
  } as const;
  return checkSignature({ ...unsigned, signature }, signature);
}

const zeros = '00'.repeat(31);
const identity = `01${zeros}`;
const weak = [
  identity,
  `01${'00'.repeat(30)}80`,
  `00${zeros}`,
  `00${'00'.repeat(30)}80`,
  `ec${'ff'.repeat(30)}7f`,
  `ec${'ff'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
];
const notCanonical = [`ed${'ff'.repeat(30)}7f`, `ee${'ff'.repeat(30)}7f`, 'ff'.repeat(32)];

describe('a key that anyone can sign for', () => {
  it('is one under which the runtime takes one signature for all messages', () => {
    const key = createPublicKey({ key: derOf(identity), format: 'der', type: 'spki' });
    const forged = Buffer.concat([Buffer.from(identity, 'hex'), Buffer.alloc(32)]);
    expect(verify(null, Buffer.from('whatever'), key, forged)).toBe(true);
    expect(() => signedWith(derOf(identity), forged)).toThrow(
      expect.objectContaining({ code: 'SIGNATURE_INVALID' }),
    );
  });

  it.each([
    ...weak.map((point) => [point, 'of small order']),
    ...notCanonical.map((point) => [point, 'not in canonical form']),
  ] as [string, string][])('is refused in a record and as a file: %s', async (point, why) => {
    expect(() => signedWith(derOf(point), Buffer.alloc(64))).toThrow(why);
    const key = createPublicKey({ key: derOf(point), format: 'der', type: 'spki' });
    const pem = key.export({ type: 'spki', format: 'pem' });
    await using folder = await makeFolder({ 'key.pub': pem });
    await expect(readKey(join(folder.path, 'key.pub'), 'public')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(why),
    });
  });
});

describe('a signature', () => {
  it('holds, and has one spelling', async () => {
    await using folder = await makeFolder({ 'key.pem': makeKeyPair().privateKey });
    const key = await readKey(join(folder.path, 'key.pem'), 'private');
    const signed = await signRecord(unsigned, key);
    const signature = signed.signature as NonNullable<typeof wholeRecord.signature>;
    expect(checkSignature(signed, signature)).toMatchObject({ keyNamed: false });
    for (const field of ['publicKey', 'value'] as const) {
      const respelt = { ...signature, [field]: `${signature[field]}\n` };
      expect(() => checkSignature(signed, respelt)).toThrow(
        expect.objectContaining({ code: 'SIGNATURE_INVALID' }),
      );
    }
  });
});
