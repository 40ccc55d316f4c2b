import { writeFile } from 'node:fs/promises';
import type { Command } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';

/** `ventral keygen`: makes keys to sign records with; the private half is readable by its owner only. */
export function addKeygen(program: Command): void {
  program
    .command('keygen')
    .description('Make a key pair to sign records with')
    .requiredOption('--output <file>', 'the private key; the public one is beside it, as .pub')
    .action(async ({ output }) => {
      const { makeKeyPair } = await import('@ventral/scoring');
      const { privateKey, publicKey, fingerprint } = makeKeyPair();
      await writeNew(output, privateKey, 0o600);
      const publicPath = `${output}.pub`;
      await writeNew(publicPath, publicKey, 0o644);
      console.log(
        `Private key, to keep to yourself: ${output}\n` +
          `Public key, to give away:         ${publicPath}\n` +
          `Fingerprint: ${fingerprint}`,
      );
    });
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
