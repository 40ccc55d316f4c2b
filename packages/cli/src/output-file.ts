import { fstatSync, type Stats } from 'node:fs';
import { lstat, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isVentralError, VentralError } from '@ventral/errors';
import { removeLeftovers, temporaryName } from './leftover-files.ts';
import { reportError } from './report-error.ts';

/** A result file that was found to be writable before the work began. */
export interface OutputFile {
  /**
   * Puts the whole content in place, or leaves all as it was.
   *
   * @throws VentralError `DISK_FULL`, `FILE_UNWRITABLE`
   */
  write(content: string | Uint8Array): Promise<void>;
  /**
   * The same for a result that is shown as well: a failure is said, and the command ends with 1.
   *
   * @returns whether it was written
   */
  writeOrSay(content: string | Uint8Array): Promise<boolean>;
}

/**
 * Finds out whether a result can be written, so that a long run does not fail at its last step. A link is
 * followed; devices, pipes and folders are left alone.
 *
 * @param option that named it, for the error
 * @default option '--output'
 * @throws VentralError `FILE_UNWRITABLE`
 */
export async function openOutputFile(path: string, option = '--output'): Promise<OutputFile> {
  const target = await targetOf(path, option);
  const put = async (content: string | Uint8Array, keep: boolean) => {
    // Beside the target, so that it takes its place at once.
    const temporary = join(dirname(target), temporaryName());
    try {
      const { mode } = await stat(target).catch(() => ({ mode: 0o666 }));
      const file = await open(temporary, 'wx', mode & 0o777);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      if (keep) await rename(temporary, target);
    } catch (cause) {
      throw await unwritable(path, option, cause);
    } finally {
      await rm(temporary, { force: true });
    }
  };
  await removeLeftovers(dirname(target));
  await put('', false);
  const write = (content: string | Uint8Array) => put(content, true);
  return {
    write,
    async writeOrSay(content) {
      try {
        await write(content);
        return true;
      } catch (error) {
        reportError(error);
        process.exitCode = 1;
        return false;
      }
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

/** The file that a path leads to, there or not. */
async function targetOf(path: string, option: string): Promise<string> {
  const refuse = async (why: string): Promise<never> => {
    throw await unwritable(path === '' ? "''" : path, option, new Error(why));
  };
  try {
    if (path === '' || basename(path) === '') await refuse('it is no name of a file');
    const named = await lstat(path).catch(whereMissing);
    if (named === undefined) {
      const folder = await realpath(dirname(path)).catch(whereMissing);
      return folder === undefined
        ? await refuse('its folder is not there')
        : join(folder, basename(path));
    }
    const found = await stat(path).catch(whereMissing);
    if (found === undefined) return await refuse('it is a link to what is not there');
    if (found.isDirectory()) return await refuse('it is a folder');
    if (!found.isFile() || isPrintedTo(found)) return await refuse('it is no regular file');
    return await realpath(path);
  } catch (error) {
    if (isVentralError(error)) throw error;
    throw await unwritable(path, option, error);
  }
}

/** Whether what the command prints goes there, as by the shell's `>`: both would write it. */
function isPrintedTo({ dev, ino }: Stats): boolean {
  return [1, 2].some((descriptor) => {
    const printed = fstatSync(descriptor);
    return printed.dev === dev && printed.ino === ino;
  });
}

function whereMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function unwritable(path: string, option: string, cause: unknown): Promise<VentralError> {
  const { explainWriteError } = await import('@ventral/files');
  const explained = explainWriteError(cause, path);
  const isFull = isVentralError(explained, 'DISK_FULL');
  return isFull
    ? new VentralError('DISK_FULL', explained.message, {
        hint: `Free some room, or choose a file on another disk with ${option}.`,
        cause,
      })
    : new VentralError(
        'FILE_UNWRITABLE',
        `${path} cannot be written: ${(cause as Error).message}.`,
        { hint: `Choose another file with ${option}.`, cause },
      );
}

/** Device and number of a file: the same for all its names. */
async function identify(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.dev} ${found.ino}`;
}
