import { inflateSync } from 'node:zlib';

/** One data element of a MAT-file. */
export interface MatElement {
  /** The format's code of what it holds. */
  readonly type: number;
  readonly bytes: Uint8Array;
}

const compressedType = 15;

/**
 * The data elements that fill a stretch of a little-endian MAT-file, one after the other; compressed
 * ones are inflated, others are views of the bytes.
 *
 * An element of up to 4 bytes lies within its own tag of 8 bytes. Others follow their tag and are
 * padded to a multiple of 8 bytes, save those that are compressed.
 *
 * @throws Error where an element does not end within the stretch, or cannot be inflated
 */
export function* readElements(bytes: Uint8Array): Generator<MatElement> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let tag = 0;
  const take = (start: number, length: number) => {
    if (start + length <= bytes.length) return bytes.subarray(start, start + length);
    throw new Error(
      `an element of ${length} bytes does not fit in the ${bytes.length - start} left`,
    );
  };
  while (tag < bytes.length) {
    take(tag, 8);
    const type = view.getUint16(tag, true);
    const ownLength = view.getUint16(tag + 2, true);
    if (ownLength > 4) throw new Error(`a tag cannot hold ${ownLength} bytes`);
    if (ownLength > 0) {
      yield { type, bytes: take(tag + 4, ownLength) };
      tag += 8;
      continue;
    }
    const length = view.getUint32(tag + 4, true);
    const content = take(tag + 8, length);
    if (type === compressedType) {
      yield* readElements(inflateSync(content));
      tag += 8 + length;
    } else {
      yield { type, bytes: content };
      tag += 8 + Math.ceil(length / 8) * 8;
    }
  }
}
