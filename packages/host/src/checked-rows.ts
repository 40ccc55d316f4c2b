import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { encodeNpyHeader, type NpyHeader, parseNpyHeader } from '@ventral/arrays';
import { isVentralError } from '@ventral/errors';

// A file of activations is a .npy file with two marks behind its rows, where readers of .npy do not
// look: how far a recording is, then what the finished file is. The second is only written once all rows
// are: a slower process that records the same does not take it back.
const markLength = encodeMark({ rows: 0, checksum: 0 }).length;
const headLength = 256;
const chunkLength = 2 ** 22;

/** The first rows of a file of activations. */
export interface RowsMark {
  readonly rows: number;
  /** CRC-32 of the header and these rows. */
  readonly checksum: number;
}

/** Rows that are as they were written. */
export interface CheckedRows extends RowsMark {
  readonly totalRows: number;
  readonly featureCount: number;
}

/** Where the parts of a file of activations lie, in bytes. */
export interface RowsLayout {
  readonly header: Uint8Array;
  readonly rowBytes: number;
  /** Of the mark that says how far a recording is. */
  readonly progressAt: number;
  /** Of the mark of the finished file. */
  readonly finishedAt: number;
  readonly end: number;
}

export function layoutOf(totalRows: number, featureCount: number): RowsLayout {
  const header = encodeNpyHeader('<f4', [totalRows, featureCount]);
  const rowBytes = featureCount * Float32Array.BYTES_PER_ELEMENT;
  const progressAt = header.length + totalRows * rowBytes;
  const finishedAt = progressAt + markLength;
  return { header, rowBytes, progressAt, finishedAt, end: finishedAt + markLength };
}

export function encodeMark({ rows, checksum }: RowsMark): Uint8Array {
  const [count, digits] = [`${rows}`.padStart(16, '0'), checksum.toString(16).padStart(8, '0')];
  return Buffer.from(`rows ${count} crc32 ${digits}\n`);
}

/**
 * The rows of a file that are as a recording wrote them.
 *
 * @param which `progress`: those an interrupted recording can continue after; `finished`: all of them
 * @returns undefined where there are none, or where anything differs from what was written: a part that
 *   is missing, or zeros where the system lost what was on its way to the disk
 */
export async function findCheckedRows(
  file: FileHandle,
  which: 'progress' | 'finished',
): Promise<CheckedRows | undefined> {
  const { size } = await file.stat();
  const header = readHeader(await readAt(file, 0, Math.min(size, headLength)));
  const [totalRows = 0, featureCount = 0] = header?.shape ?? [];
  const layout = layoutOf(totalRows, featureCount);
  const markAt = layout[`${which}At`];
  if (header === undefined || size < markAt + markLength) return undefined;
  if (which === 'finished' && size !== layout.end) return undefined;
  const text = (await readAt(file, markAt, markLength)).toString('latin1');
  const [, count, digits = ''] = /^rows (\d{16}) crc32 ([0-9a-f]{8})\n$/.exec(text) ?? [];
  const rows = Number(count);
  const isPossible = which === 'finished' ? rows === totalRows : rows <= totalRows;
  if (!isPossible) return undefined;
  const checksum = await checksumOf(file, layout.header.length + rows * layout.rowBytes);
  if (checksum !== Number.parseInt(digits, 16)) return undefined;
  return { rows, checksum, totalRows, featureCount };
}

/** The CRC-32 of the first bytes of a file. */
export async function checksumOf(file: FileHandle, bytes: number): Promise<number> {
  let checksum = 0;
  for (let at = 0; at < bytes; at += chunkLength) {
    checksum = crc32(await readAt(file, at, Math.min(chunkLength, bytes - at)), checksum);
  }
  return checksum;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function readHeader(head: Uint8Array): NpyHeader | undefined {
  try {
    return parseNpyHeader(head);
  } catch (error) {
    if (isVentralError(error)) return undefined;
    throw error;
  }
}
