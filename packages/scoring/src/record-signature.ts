import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { VentralError } from '@ventral/errors';
import canonicalize from 'canonicalize';
import type { RecordSignature } from './record.ts';
import { type RecordJson, type RecordSource, readRecord } from './record-file.ts';
import { fingerprintOf, parsePublicKey, readKey } from './signing-key.ts';

/** A signature that holds. */
export interface CheckedSignature {
  /** sha256 of the public key, to tell keys apart by. */
  readonly fingerprint: string;
  /** Whether the user named the key; else it is known from the record alone. */
  readonly keyNamed: boolean;
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
  const embedded = parsePublicKey(signature.publicKey);
  const key = named ?? embedded;
  if (!key.equals(embedded)) {
    throw new VentralError(
      'SIGNATURE_INVALID',
      `The record is signed with the key ${fingerprintOf(embedded)}, not with ${fingerprintOf(key)}.`,
      { hint: 'Ask whoever signed it for their public key.' },
    );
  }
  const value = Buffer.from(signature.value, 'base64');
  // One spelling alone: base64 is read leniently.
  const isSpelt = value.toString('base64') === signature.value;
  if (!isSpelt || !verify(null, signedBytes(record), key, value)) {
    throw new VentralError(
      'SIGNATURE_INVALID',
      'The record or its signature was changed after it was signed: the two do not fit.',
      { hint: 'Get the record again from whoever signed it.' },
    );
  }
  return { fingerprint: fingerprintOf(key), keyNamed: named !== undefined };
}

function signedBytes({ signature: _, ...record }: RecordJson): Buffer {
  return Buffer.from(canonicalize(record) ?? '');
}
