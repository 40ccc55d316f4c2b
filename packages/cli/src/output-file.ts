import { open, rename, rm } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';

/** A result file that is known to be writable before the work begins. */
export interface OutputFile {
  /** Writes the whole text and puts the file in place. */
  finish(text: string): Promise<void>;
  /** Leaves no trace; a file that was there before stays as it was. */
  discard(): Promise<void>;
}

/**
 * Reserves an output file, so that a long run does not fail at its last step.
 *
 * @throws VentralError `FILE_UNWRITABLE`
 */
export async function reserveOutputFile(path: string): Promise<OutputFile> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w').catch((cause: Error) => {
    throw new VentralError('FILE_UNWRITABLE', `${path} cannot be written: ${cause.message}.`, {
      hint: 'Choose another file with --output.',
      cause,
    });
  });
  return {
    async finish(text) {
      await file.writeFile(text);
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
