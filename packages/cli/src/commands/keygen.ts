import { open, rm } from 'node:fs/promises';
import type { Command } from '@commander-js/extra-typings';
import { isVentralError, VentralError } from '@ventral/errors';

/** `ventral keygen`: makes keys to sign records with; the private half is readable by its owner only. */
export function addKeygen(program: Command): void {
  program
    .command('keygen')
    .description('Make a key pair to sign records with')
    .requiredOption('--output <file>', 'the private key; the public one is beside it, as .pub')
    .action(async ({ output }) => {
      const { makeKeyPair } = await import('@ventral/scoring');
      const { privateKey, publicKey, fingerprint } = makeKeyPair();
      const publicPath = `${output}.pub`;
      await writeNew([
        { path: output, text: privateKey, mode: 0o600 },
        { path: publicPath, text: publicKey, mode: 0o644 },
      ]);
      console.log(
        `Private key, to keep to yourself: ${output}\n` +
          `Public key, to give away:         ${publicPath}\n` +
          `Fingerprint: ${fingerprint}`,
      );
    });
}

interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** Writes all of the files, or none. A key that was there before is never lost. */
async function writeNew(files: readonly NewFile[]): Promise<void> {
  const { explainWriteError } = await import('@ventral/files');
  const made: string[] = [];
  for (const { path, text, mode } of files) {
    try {
      const file = await open(path, 'wx', mode);
      made.push(path);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (cause) {
      await Promise.all(made.map((path) => rm(path, { force: true })));
      const isFull = isVentralError(explainWriteError(cause, path), 'DISK_FULL');
      const code = isFull ? 'DISK_FULL' : 'FILE_UNWRITABLE';
      const { message } = cause as Error;
      throw new VentralError(code, `${path} cannot be written: ${message}. No key was made.`, {
        hint: 'Choose another file with --output.',
        cause,
      });
    }
  }
}
