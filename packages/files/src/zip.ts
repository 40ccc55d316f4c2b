import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { isVentralError, VentralError } from '@ventral/errors';
import * as yauzl from 'yauzl';
import { readUnchangedRange, withUnchangedFile } from './unchanged-file.ts';

/** One file within a zip. */
export interface ZipEntry {
  /** Path within the zip, `/`-separated, never leading out of it. */
  readonly name: string;
  /** Size when unpacked. */
  readonly bytes: number;
}

/** The files within a zip, read one at a time. It holds no open file and needs no closing. */
export interface Zip {
  /** In the order of the zip's directory; folders are left out. */
  readonly entries: readonly ZipEntry[];
  /**
   * Unpacks one file into memory and checks its size and checksum.
   *
   * @throws VentralError `DATA_CORRUPT` where it is damaged or no such file is in the zip
   */
  read(name: string): Promise<Uint8Array>;
}

/** Limits on what a zip may hold. */
export interface ZipOptions {
  /**
   * Bytes of the largest file that is accepted, unpacked.
   * @default 1_000_000_000
   */
  readonly largestEntry?: number;
}

/**
 * Reads the directory of a zip. Time and memory grow with the number of its files, not with their
 * sizes; reading one needs memory for that one.
 *
 * @throws VentralError `DATA_CORRUPT` for a damaged, truncated or encrypted zip, and for one with
 * two files of one name, a path that leads out of it, or a file above the limit
 * @throws VentralError `FILE_UNREADABLE` where the zip cannot be opened
 */
export async function openZip(
  path: string,
  { largestEntry = 1_000_000_000 }: ZipOptions = {},
): Promise<Zip> {
  try {
    const found = new Map<string, yauzl.Entry>();
    const size = await withUnchangedFile(path, async (file) => {
      const listing = await yauzl.fromFdPromise(file.fd, { autoClose: false });
      for await (const entry of listing.eachEntry()) {
        if (entry.fileName.endsWith('/')) continue;
        refuseEntry(entry, found, largestEntry);
        found.set(entry.fileName, entry);
      }
      return (await file.stat()).size;
    });
    const zip = await yauzl.fromRandomAccessReaderPromise(new PathReader(path), size);
    return Object.freeze({
      entries: [...found.values()].map(({ fileName, uncompressedSize }) =>
        Object.freeze({ name: fileName, bytes: uncompressedSize }),
      ),
      async read(name: string) {
        const entry = found.get(name);
        if (entry === undefined) {
          throw new VentralError('DATA_CORRUPT', `The zip ${path} holds no '${name}'.`);
        }
        return readEntry(zip, entry, path);
      },
    });
  } catch (error) {
    throw explainZipError(error, path);
  }
}

/** Opens the zip for each read, so that nobody has to close it. */
class PathReader extends yauzl.RandomAccessReader {
  readonly #path: string;

  constructor(path: string) {
    super();
    this.#path = path;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(readUnchangedRange(this.#path, start, end), { objectMode: false });
  }
}

async function readEntry(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  path: string,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(entry.uncompressedSize);
  try {
    let length = 0;
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      bytes.set(chunk as Uint8Array, length);
      length += (chunk as Uint8Array).length;
    }
  } catch (error) {
    throw explainZipError(error, path, entry.fileName);
  }
  if (crc32(bytes) !== entry.crc32) {
    throw explainZipError(new Error('its checksum does not match'), path, entry.fileName);
  }
  return bytes;
}

function refuseEntry(
  entry: yauzl.Entry,
  found: ReadonlyMap<string, unknown>,
  largestEntry: number,
): void {
  const { fileName, uncompressedSize } = entry;
  if (entry.isEncrypted()) throw new Error(`'${fileName}' is encrypted`);
  if (found.has(fileName)) throw new Error(`it holds two files named '${fileName}'`);
  if (uncompressedSize > largestEntry) {
    throw new Error(
      `'${fileName}' would be ${uncompressedSize} bytes, above the limit of ${largestEntry}`,
    );
  }
}

function explainZipError(error: unknown, path: string, entry?: string): VentralError {
  if (isVentralError(error)) return error;
  const { message, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) {
    return new VentralError('FILE_UNREADABLE', `The zip ${path} cannot be read: ${message}.`, {
      cause: error,
    });
  }
  const what = entry === undefined ? `The zip ${path}` : `'${entry}' in the zip ${path}`;
  return new VentralError('DATA_CORRUPT', `${what} cannot be used: ${message}.`, {
    hint: /encrypted|compression method/.test(message)
      ? 'It may be whole: make it without a password, with the usual compression (deflate) or none.'
      : 'Fetch or copy it again; where it stays so, ask whoever made it.',
    cause: error,
  });
}
