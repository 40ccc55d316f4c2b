import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';
import { fingerprintOf } from '@ventral/scoring';

/** Options of `ventral keygen`. */
export interface KeygenOptions {
  readonly output: string;
}

/** Makes an ed25519 key pair to sign records with; the private half is readable by its owner only. */
export async function keygen({ output }: KeygenOptions): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeNew(output, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
  const publicPath = `${output}.pub`;
  await writeNew(publicPath, publicKey.export({ type: 'spki', format: 'pem' }).toString(), 0o644);
  console.log(
    `Private key, to keep to yourself: ${output}\n` +
      `Public key, to give away:         ${publicPath}\n` +
      `Fingerprint: ${fingerprintOf(publicKey)}`,
  );
}

// A key that was there before is never lost.
async function writeNew(path: string, text: string, mode: number): Promise<void> {
  await writeFile(path, text, { mode, flag: 'wx' }).catch((cause: Error) => {
    throw new VentralError('FILE_UNWRITABLE', `${path} cannot be written: ${cause.message}.`, {
      hint: 'Choose another file with --output.',
      cause,
    });
  });
}
