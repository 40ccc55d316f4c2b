import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';
import canonicalize from 'canonicalize';
import type { RecordSignature } from './record.ts';

/** JSON as it was read: fields that this version does not know are signed as well. */
type Json = Readonly<Record<string, unknown>>;

/** A signature that holds. */
export interface CheckedSignature {
  /** sha256 of the public key, to tell keys apart by. */
  readonly fingerprint: string;
  /** Whether the user named the key; else it is known from the record alone. */
  readonly keyNamed: boolean;
}

/** Signs a record: ed25519 over its canonical JSON (RFC 8785), in place of an earlier signature. */
export function signRecord(record: Json, privateKey: KeyObject): Json {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const value = sign(null, signedBytes(record), privateKey);
  const signature: RecordSignature = {
    algorithm: 'ed25519',
    publicKey: publicKey.toString('base64'),
    value: value.toString('base64'),
  };
  return { ...record, signature };
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
  record: Json,
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

function signedBytes({ signature: _, ...record }: Json): Buffer {
  return Buffer.from(canonicalize(record) ?? '');
}
