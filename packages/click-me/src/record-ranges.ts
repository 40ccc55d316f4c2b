import { crc32c } from './crc32c.ts';

/** Where the content of a record lies in its file. */
export interface RecordRange {
  readonly start: number;
  readonly length: number;
}

const lengthBytes = 8;
const checksumBytes = 4;

/**
 * The records of a TFRecord file: of each its length, the checksum of that, its content, and the checksum of that.
 *
 * Reference: https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
 *
 * @throws Error for a file that is damaged or ends within a record
 */
export function* recordRanges(bytes: Uint8Array): Generator<RecordRange> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    const start = at + lengthBytes + checksumBytes;
    if (start > bytes.length) throw new Error(`it ends within a record, at byte ${at}`);
    requireChecksum(view, bytes, at, lengthBytes);
    const length = Number(view.getBigUint64(at, true));
    if (start + length + checksumBytes > bytes.length) {
      throw new Error(`a record of ${length} bytes at byte ${at} does not fit`);
    }
    requireChecksum(view, bytes, start, length);
    yield { start, length };
    at = start + length + checksumBytes;
  }
}

function requireChecksum(view: DataView, bytes: Uint8Array, start: number, length: number): void {
  const crc = crc32c(bytes.subarray(start, start + length));
  // Turned and shifted, so that a checksum of a checksum is none of its parts.
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
  if (view.getUint32(start + length, true) === masked) return;
  throw new Error(`the checksum of the ${length} bytes from byte ${start} is another`);
}
