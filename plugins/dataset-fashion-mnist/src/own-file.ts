import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { VentralError } from '@ventral/errors';
import { hashOwnFile, withUnchangedFile } from '@ventral/files';

/** The variable of the environment that names the folder. */
const folderVariable = 'VENTRAL_FASHION_MNIST';

// Of the largest of the four files: 60,000 images.
const largestBytes = 16 + 60_000 * 784;

/** The folder that the user names; undefined where none is named. */
export function ownFolder(): string | undefined {
  return process.env[folderVariable] || undefined;
}

/**
 * {@link ownFolder}.
 *
 * @throws VentralError `DATA_UNAVAILABLE` where none is named
 */
export function requireFolder(): string {
  const folder = ownFolder();
  if (folder !== undefined) return folder;
  throw new VentralError(
    'DATA_UNAVAILABLE',
    'No folder with the files of Fashion-MNIST is named.',
    {
      hint: `They are not fetched: name a folder of your own that holds them by ${folderVariable}=DIR.`,
    },
  );
}

/**
 * Reads one of the files, unpacked or as it is published (`.gz`), which is taken where both are there.
 *
 * @param name without `.gz`
 * @throws VentralError `DATA_UNAVAILABLE` where the folder has neither, `FILE_UNREADABLE` for one that cannot be read
 * @throws VentralError `DATA_CORRUPT` for a file that is no whole .gz, or is larger than any of Fashion-MNIST
 */
export async function readOwnFile(folder: string, name: string): Promise<Uint8Array> {
  const path = [`${name}.gz`, name].map((one) => join(folder, one)).find(existsSync);
  if (path === undefined) {
    throw new VentralError('DATA_UNAVAILABLE', `The folder ${folder} has no ${name}.gz.`, {
      hint: `Name the folder that holds the four files of Fashion-MNIST by ${folderVariable}=DIR.`,
    });
  }
  const { bytes: size } = await hashOwnFile(path);
  if (size > largestBytes) throw tooLarge(path);
  const bytes = await withUnchangedFile(path, (file) => file.readFile());
  return path.endsWith('.gz') ? unpack(bytes, path) : bytes;
}

async function unpack(bytes: Uint8Array, path: string): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: largestBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path);
    throw new VentralError(
      'DATA_CORRUPT',
      `${path} is no whole .gz: ${(cause as Error).message}.`,
      {
        hint: 'Fetch it again.',
        cause,
      },
    );
  }
}

function tooLarge(path: string): VentralError {
  return new VentralError(
    'DATA_CORRUPT',
    `${path} has more than ${largestBytes} bytes, and no file of Fashion-MNIST has.`,
    { hint: 'Fetch it again.' },
  );
}
