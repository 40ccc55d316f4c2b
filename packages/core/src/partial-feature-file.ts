import { constants, existsSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { encodeNpyHeader, parseNpyHeader } from '@ventral/assembly';
import { VentralError } from '@ventral/errors';

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
  #header: Uint8Array | undefined;

  /** Rows of an earlier run that are whole. */
  readonly wholeRows: number;

  private constructor(
    handle: FileHandle,
    finishedPath: string,
    totalRows: number,
    wholeRows: number,
  ) {
    this.#handle = handle;
    this.#finishedPath = finishedPath;
    this.#totalRows = totalRows;
    this.wholeRows = wholeRows;
  }

  /**
   * Opens, or continues, the file that will become `finishedPath`.
   *
   * @param totalRows rows of the finished file
   */
  static async open(finishedPath: string, totalRows: number): Promise<PartialFeatureFile> {
    const handle = await open(partialPath(finishedPath), constants.O_RDWR | constants.O_CREAT);
    const wholeRows = await countWholeRows(handle, totalRows);
    return new PartialFeatureFile(handle, finishedPath, totalRows, wholeRows);
  }

  /**
   * Writes rows at their place.
   *
   * @param row index of the first
   * @param values row-major, `count x features`
   */
  async write(row: number, count: number, values: Float32Array): Promise<void> {
    const featureCount = values.length / count;
    if (this.#header === undefined) {
      this.#header = encodeNpyHeader('<f4', [this.#totalRows, featureCount]);
      await writeAll(this.#handle, this.#header, 0);
    }
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const rowBytes = featureCount * Float32Array.BYTES_PER_ELEMENT;
    await writeAll(this.#handle, bytes, this.#header.length + row * rowBytes);
  }

  /** Makes the complete file durable and gives it its name. */
  async finish(): Promise<void> {
    await this.#handle.sync();
    try {
      await rename(partialPath(this.#finishedPath), this.#finishedPath);
    } catch (error) {
      // Another process finished the same file first.
      if (!existsSync(this.#finishedPath)) throw error;
    }
  }

  /** Closes the file; what was written is kept. */
  async close(): Promise<void> {
    await this.#handle.close();
  }
}

function partialPath(finishedPath: string): string {
  return `${finishedPath}.partial`;
}

async function countWholeRows(handle: FileHandle, totalRows: number): Promise<number> {
  const { size } = await handle.stat();
  const head = Buffer.alloc(Math.min(size, 256));
  await handle.read(head, 0, head.length, 0);
  try {
    const { shape, offset, itemBytes } = parseNpyHeader(head);
    const [rows, featureCount = 1] = shape;
    if (rows !== totalRows) return 0;
    return Math.min(totalRows, Math.floor((size - offset) / (featureCount * itemBytes)));
  } catch (error) {
    // Interrupted before its header was written: it begins anew.
    if (error instanceof VentralError) return 0;
    throw error;
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(
      bytes,
      written,
      bytes.length - written,
      position + written,
    );
    written += bytesWritten;
  }
}
