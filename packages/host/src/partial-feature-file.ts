import { constants, existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { VentralError } from '@ventral/errors';
import { explainWriteError, writing } from '@ventral/files';
import {
  type CheckedRows,
  checksumOf,
  encodeMark,
  findCheckedRows,
  layoutOf,
} from './checked-rows.ts';

/**
 * Rows of float32 features on their way to disk, under a name that says they are not complete.
 *
 * Rows are written at their place, in any number of runs and even by two processes at once: those
 * write the same bytes at the same places. The file is therefore never emptied, which could leave a
 * hole in what another process has just written.
 */
export class PartialFeatureFile {
  readonly #handle: FileHandle;
  readonly #finishedPath: string;
  readonly #totalRows: number;
  #featureCount: number | undefined;
  #rows: number;
  #checksum: number;

  /** Rows of an earlier run that are whole, and as they were written. */
  readonly wholeRows: number;

  private constructor(
    handle: FileHandle,
    finishedPath: string,
    totalRows: number,
    earlier: CheckedRows | undefined,
  ) {
    this.#handle = handle;
    this.#finishedPath = finishedPath;
    this.#totalRows = totalRows;
    this.#featureCount = earlier?.featureCount;
    this.#checksum = earlier?.checksum ?? 0;
    this.wholeRows = earlier?.rows ?? 0;
    this.#rows = this.wholeRows;
  }

  /**
   * Opens, or continues, the file that will become `finishedPath`. A link in its place is removed:
   * nothing is written to where it leads.
   *
   * @param totalRows rows of the finished file
   * @throws VentralError `FILE_UNWRITABLE`
   */
  static async open(finishedPath: string, totalRows: number): Promise<PartialFeatureFile> {
    const handle = await openOwn(partialPath(finishedPath));
    try {
      const earlier = await findCheckedRows(handle, 'progress');
      const isOfThis = earlier?.totalRows === totalRows && earlier.rows > 0;
      return new PartialFeatureFile(
        handle,
        finishedPath,
        totalRows,
        isOfThis ? earlier : undefined,
      );
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
    const { header, rowBytes, progressAt } = layoutOf(this.#totalRows, featureCount);
    if (this.#featureCount === undefined) {
      await this.#writeAll(header, 0);
      this.#featureCount = featureCount;
      this.#checksum = crc32(header);
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
    const position = header.length + row * rowBytes;
    // Another layer is less far, and this one is written again from there.
    if (row !== this.#rows) this.#checksum = await checksumOf(this.#handle, position);
    await this.#writeAll(bytes, position);
    this.#rows = row + count;
    this.#checksum = crc32(bytes, this.#checksum);
    await this.#writeAll(this.#mark(), progressAt);
  }

  /** Makes the complete file durable and gives it its name. */
  async finish(): Promise<void> {
    const path = partialPath(this.#finishedPath);
    const { finishedAt, end } = layoutOf(this.#totalRows, this.#featureCount ?? 0);
    await this.#writeAll(this.#mark(), finishedAt);
    // What an earlier recording left behind may be longer.
    await writing(this.#handle.truncate(end), path);
    await writing(this.#handle.sync(), path);
    // Another process may have finished the same file first, and a third begun it anew.
    const there = await stat(path).catch(() => undefined);
    const isOurs = there?.ino === (await this.#handle.stat()).ino;
    if (!isOurs && existsSync(this.#finishedPath)) return;
    try {
      await rename(path, this.#finishedPath);
    } catch (error) {
      if (!existsSync(this.#finishedPath)) throw explainWriteError(error, path);
    }
  }

  /** Closes the file; what was written is kept. */
  async close(): Promise<void> {
    await this.#handle.close();
  }

  #mark(): Uint8Array {
    return encodeMark({ rows: this.#rows, checksum: this.#checksum });
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

/** Opens a file that no other name leads to, in the place of whatever else is there. */
async function openOwn(path: string): Promise<FileHandle> {
  const flags = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
  const handle = await open(path, flags).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ELOOP') throw explainWriteError(error, path);
  });
  const found = await handle?.stat();
  if (handle !== undefined && found?.isFile() && found.nlink <= 1) return handle;
  await handle?.close();
  await writing(rm(path), path);
  return writing(open(path, flags | constants.O_EXCL), path);
}
