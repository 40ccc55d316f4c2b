import { open, rename, rm, stat } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';

/** A result file that is known to be writable before the work begins. */
export interface OutputFile {
  /** Writes the whole content and puts the file in place. */
  finish(content: string | Uint8Array): Promise<void>;
  /** Leaves no trace; a file that was there before stays as it was. */
  discard(): Promise<void>;
}

/**
 * Reserves an output file, so that a long run does not fail at its last step.
 *
 * @param option that named it, for the error
 * @default option '--output'
 * @throws VentralError `FILE_UNWRITABLE`
 */
export async function reserveOutputFile(path: string, option = '--output'): Promise<OutputFile> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w').catch((cause: Error) => {
    throw new VentralError('FILE_UNWRITABLE', `${path} cannot be written: ${cause.message}.`, {
      hint: `Choose another file with ${option}.`,
      cause,
    });
  });
  return {
    async finish(content) {
      await file.writeFile(content);
      await file.sync();
      await file.close();
      await rename(temporary, path);
    },
    async discard() {
      await file.close();
      await rm(temporary, { force: true });
    },
  };
}

/**
 * Refuses an output file that is one of the inputs, by whatever path.
 *
 * @throws VentralError `OPTION_INVALID`
 */
export async function refuseOverwriting(path: string, inputs: readonly string[]): Promise<void> {
  const there = await identify(path);
  for (const input of inputs) {
    if (there === undefined || there !== (await identify(input))) continue;
    throw new VentralError('OPTION_INVALID', `${path} is read, and would be overwritten.`, {
      hint: 'Choose another file for the output.',
    });
  }
}

/** Device and number of a file: the same for all its names. */
async function identify(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.dev} ${found.ino}`;
}
