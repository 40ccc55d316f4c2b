import { constants, existsSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { encodeNpyHeader, parseNpyHeader } from '@ventral/arrays';
import { isVentralError, VentralError } from '@ventral/errors';
import { explainWriteError, writing } from '@ventral/files';

/** What an earlier run left in a file. */
interface EarlierRows {
  readonly wholeRows: number;
  /** Undefined where no row is whole. */
  readonly featureCount?: number;
}

/**
 * Rows of float32 features on their way to disk, under a name that says they are not complete.
 *
 * Rows are written at their place, in any number of runs and even by two processes at once: those
 * write the same bytes at the same places. The file is therefore never truncated, which could
 * leave a hole in what another process has just written.
 */
export class PartialFeatureFile {
  readonly #handle: FileHandle;
  readonly #finishedPath: string;
  readonly #totalRows: number;
  #featureCount: number | undefined;

  /** Rows of an earlier run that are whole. */
  readonly wholeRows: number;

  private constructor(
    handle: FileHandle,
    finishedPath: string,
    totalRows: number,
    { wholeRows, featureCount }: EarlierRows,
  ) {
    this.#handle = handle;
    this.#finishedPath = finishedPath;
    this.#totalRows = totalRows;
    this.#featureCount = featureCount;
    this.wholeRows = wholeRows;
  }

  /**
   * Opens, or continues, the file that will become `finishedPath`.
   *
   * @param totalRows rows of the finished file
   * @throws VentralError `FILE_UNWRITABLE`
   */
  static async open(finishedPath: string, totalRows: number): Promise<PartialFeatureFile> {
    const path = partialPath(finishedPath);
    const handle = await writing(open(path, constants.O_RDWR | constants.O_CREAT), path);
    try {
      const earlier = await findEarlierRows(handle, totalRows);
      return new PartialFeatureFile(handle, finishedPath, totalRows, earlier);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /**
   * Writes rows at their place.
   *
   * @param row index of the first
   * @param values row-major, `count x features`
   * @throws VentralError `SHAPE_MISMATCH` where earlier rows have another number of features
   * @throws VentralError `DISK_FULL`, `FILE_UNWRITABLE`
   */
  async write(row: number, count: number, values: Float32Array): Promise<void> {
    const featureCount = values.length / count;
    const header = encodeNpyHeader('<f4', [this.#totalRows, featureCount]);
    if (this.#featureCount === undefined) {
      await this.#writeAll(header, 0);
      this.#featureCount = featureCount;
    }
    if (this.#featureCount !== featureCount) {
      throw new VentralError(
        'SHAPE_MISMATCH',
        `Row ${row} of ${this.#finishedPath} would have ${featureCount} features, ` +
          `those before it have ${this.#featureCount}.`,
        { hint: 'A model has to give all stimuli the same features: report this to its authors.' },
      );
    }
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const rowBytes = featureCount * Float32Array.BYTES_PER_ELEMENT;
    await this.#writeAll(bytes, header.length + row * rowBytes);
  }

  /** Makes the complete file durable and gives it its name. */
  async finish(): Promise<void> {
    const path = partialPath(this.#finishedPath);
    await writing(this.#handle.sync(), path);
    try {
      await rename(path, this.#finishedPath);
    } catch (error) {
      // Another process finished the same file first.
      if (!existsSync(this.#finishedPath)) throw explainWriteError(error, path);
    }
  }

  /** Closes the file; what was written is kept. */
  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #writeAll(bytes: Uint8Array, position: number): Promise<void> {
    let written = 0;
    while (written < bytes.length) {
      const { bytesWritten } = await writing(
        this.#handle.write(bytes, written, bytes.length - written, position + written),
        partialPath(this.#finishedPath),
      );
      written += bytesWritten;
    }
  }
}

function partialPath(finishedPath: string): string {
  return `${finishedPath}.partial`;
}

async function findEarlierRows(handle: FileHandle, totalRows: number): Promise<EarlierRows> {
  const { size } = await handle.stat();
  const head = Buffer.alloc(Math.min(size, 256));
  await handle.read(head, 0, head.length, 0);
  try {
    const { shape, offset, itemBytes } = parseNpyHeader(head);
    const [rows, featureCount = 1] = shape;
    const wholeRows = Math.floor((size - offset) / (featureCount * itemBytes));
    if (rows !== totalRows || wholeRows === 0) return { wholeRows: 0 };
    return { wholeRows: Math.min(totalRows, wholeRows), featureCount };
  } catch (error) {
    // Interrupted before its header was written: it begins anew.
    if (isVentralError(error, 'DATA_CORRUPT')) return { wholeRows: 0 };
    throw error;
  }
}
