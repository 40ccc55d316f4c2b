import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';

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
 * Reads an ed25519 key, as `ventral keygen` writes it.
 *
 * @throws VentralError `FILE_UNREADABLE` for what is no such key
 */
export async function readKey(path: string, half: 'private' | 'public'): Promise<KeyObject> {
  try {
    const pem = await readFile(path);
    const key = half === 'private' ? createPrivateKey(pem) : createPublicKey(pem);
    requireSoundKey(key);
    return key;
  } catch (cause) {
    const { message } = cause as Error;
    throw new VentralError('FILE_UNREADABLE', `${path} is no ${half} ed25519 key: ${message}.`, {
      hint: 'Make a pair with: ventral keygen --output key.pem',
      cause,
    });
  }
}

/**
 * The public key that a record brings, in DER as base64.
 *
 * @throws VentralError `SIGNATURE_INVALID` for what is no such key, or another spelling of one
 */
export function parsePublicKey(base64: string): KeyObject {
  try {
    const key = createPublicKey({
      key: Buffer.from(base64, 'base64'),
      format: 'der',
      type: 'spki',
    });
    requireSoundKey(key);
    const spelling = key.export({ type: 'spki', format: 'der' }).toString('base64');
    if (spelling === base64) return key;
    throw new TypeError(`it is spelt otherwise than ${spelling}`);
  } catch (cause) {
    const { message } = cause as Error;
    throw new VentralError(
      'SIGNATURE_INVALID',
      `The public key in the record is no ed25519 key that can be trusted: ${message}.`,
      { hint: 'Get the record again from whoever signed it.', cause },
    );
  }
}

/** `sha256:...` of a public key in DER. */
export function fingerprintOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return `sha256:${createHash('sha256').update(der).digest('hex')}`;
}

const fieldSize = 2n ** 255n - 19n;
// The second coordinates of the points whose order divides 8.
const weakCoordinates = new Set([
  0n,
  1n,
  fieldSize - 1n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
]);

/**
 * Refuses keys that anyone can sign for: under a key of small order one signature fits many records, or all
 * (RFC 8032 leaves the check to whoever verifies; OpenSSL makes none).
 */
function requireSoundKey(key: KeyObject): void {
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new TypeError(`it is a key of type ${key.asymmetricKeyType}`);
  }
  const publicKey = key.type === 'public' ? key : createPublicKey(key);
  const littleEndian = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const bytes = Buffer.from(littleEndian).reverse();
  // The first bit is the sign of the other coordinate.
  const coordinate = BigInt(`0x${bytes.toString('hex')}`) % 2n ** 255n;
  if (coordinate >= fieldSize) throw new TypeError('it is not in canonical form');
  if (weakCoordinates.has(coordinate)) throw new TypeError('it is of small order');
}
