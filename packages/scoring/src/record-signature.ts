import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';
import canonicalize from 'canonicalize';
import type { RecordSignature } from './record.ts';
import { type RecordJson, type RecordSource, readRecord } from './record-file.ts';

/** A signature that holds. */
export interface CheckedSignature {
  /** sha256 of the public key, to tell keys apart by. */
  readonly fingerprint: string;
  /** Whether the user named the key; else it is known from the record alone. */
  readonly keyNamed: boolean;
}

/** A pair of keys to sign records with, as text (PEM). */
export interface KeyPair {
  /** For the owner alone. */
  readonly privateKey: string;
  /** To give away. */
  readonly publicKey: string;
  /** sha256 of the public key, to tell keys apart by. */
  readonly fingerprint: string;
}

/** Makes a pair of ed25519 keys. */
export function makeKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: fingerprintOf(publicKey),
  };
}

/**
 * Signs a record: ed25519 over its canonical JSON (RFC 8785), in place of an earlier signature. Fields that
 * this version does not know are signed as well.
 *
 * @param privateKey the key, or its path
 * @throws VentralError `FILE_UNREADABLE`, `RECORD_INVALID`
 */
export async function signRecord(
  record: RecordSource,
  privateKey: string | KeyObject,
): Promise<RecordJson> {
  const { json } = await readRecord(record);
  const key = typeof privateKey === 'string' ? await readKey(privateKey, 'private') : privateKey;
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const signature: RecordSignature = {
    algorithm: 'ed25519',
    publicKey: publicKey.toString('base64'),
    value: sign(null, signedBytes(json), key).toString('base64'),
  };
  return { ...json, signature };
}

/**
 * Checks the signature of a record.
 *
 * @param record as it was read from its file
 * @param named the key it has to be signed with; without one, the key in the record is believed
 * @returns `undefined` for a record without a signature, where no key was named
 * @throws VentralError `SIGNATURE_INVALID`
 */
export function checkSignature(
  record: RecordJson,
  signature: RecordSignature | undefined,
  named?: KeyObject,
): CheckedSignature | undefined {
  if (signature === undefined) {
    if (named === undefined) return undefined;
    throw new VentralError('SIGNATURE_INVALID', 'The record is not signed.', {
      hint: 'Leave out --public-key to verify its numbers alone.',
    });
  }
  const embedded = readEmbeddedKey(signature.publicKey);
  const key = named ?? embedded;
  if (!key.equals(embedded)) {
    throw new VentralError(
      'SIGNATURE_INVALID',
      `The record is signed with the key ${fingerprintOf(embedded)}, not with ${fingerprintOf(key)}.`,
      { hint: 'Ask whoever signed it for their public key.' },
    );
  }
  if (!verify(null, signedBytes(record), key, Buffer.from(signature.value, 'base64'))) {
    throw new VentralError(
      'SIGNATURE_INVALID',
      'The record or its signature was changed after it was signed: the two do not fit.',
      { hint: 'Get the record again from whoever signed it.' },
    );
  }
  return { fingerprint: fingerprintOf(key), keyNamed: named !== undefined };
}

/**
 * Reads an ed25519 key, as `ventral keygen` writes it.
 *
 * @throws VentralError `FILE_UNREADABLE` for what is no such key
 */
export async function readKey(path: string, half: 'private' | 'public'): Promise<KeyObject> {
  try {
    const pem = await readFile(path);
    const key = half === 'private' ? createPrivateKey(pem) : createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
    throw new TypeError(`it is a key of type ${key.asymmetricKeyType}`);
  } catch (cause) {
    const { message } = cause as Error;
    throw new VentralError('FILE_UNREADABLE', `${path} is no ${half} ed25519 key: ${message}.`, {
      hint: 'Make a pair with: ventral keygen --output key.pem',
      cause,
    });
  }
}

/** `sha256:...` of a public key in DER. */
export function fingerprintOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return `sha256:${createHash('sha256').update(der).digest('hex')}`;
}

function readEmbeddedKey(base64: string): KeyObject {
  try {
    const key = createPublicKey({
      key: Buffer.from(base64, 'base64'),
      format: 'der',
      type: 'spki',
    });
    if (key.asymmetricKeyType === 'ed25519') return key;
    throw new TypeError(`it is a key of type ${key.asymmetricKeyType}`);
  } catch (cause) {
    throw new VentralError('SIGNATURE_INVALID', 'The public key in the record is no ed25519 key.', {
      hint: 'Get the record again from whoever signed it.',
      cause,
    });
  }
}

function signedBytes({ signature: _, ...record }: RecordJson): Buffer {
  return Buffer.from(canonicalize(record) ?? '');
}
