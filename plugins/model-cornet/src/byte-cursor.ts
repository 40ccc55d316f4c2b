/** Reads bytes one value after the other; numbers are little-endian. */
export interface ByteCursor {
  /** Where the next value begins. */
  readonly position: number;
  uint8(): number;
  uint16(): number;
  uint32(): number;
  int32(): number;
  /** A float64, big-endian, as pickles have it. */
  float64(): number;
  /** A signed integer of any number of bytes. */
  integer(bytes: number): number | bigint;
  /** UTF-8. */
  text(bytes: number): string;
  /** Up to a line feed, which is left out. */
  line(): string;
}

/** All reads throw a RangeError where the bytes end. */
export function byteCursor(bytes: Uint8Array, start: number): ByteCursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = start;
  const skip = (count: number) => {
    const from = position;
    position += count;
    if (position > bytes.length) throw new RangeError('the bytes end');
    return from;
  };
  const text = (count: number) => {
    const from = skip(count);
    return new TextDecoder().decode(bytes.subarray(from, from + count));
  };
  return {
    get position() {
      return position;
    },
    uint8: () => view.getUint8(skip(1)),
    uint16: () => view.getUint16(skip(2), true),
    uint32: () => view.getUint32(skip(4), true),
    int32: () => view.getInt32(skip(4), true),
    float64: () => view.getFloat64(skip(8)),
    integer(count) {
      const from = skip(count);
      let value = 0n;
      for (let index = 0; index < count; index++) {
        value |= BigInt(view.getUint8(from + index)) << BigInt(8 * index);
      }
      const signed = BigInt.asIntN(8 * count, value);
      return BigInt(Number(signed)) === signed ? Number(signed) : signed;
    },
    text,
    line() {
      const end = bytes.indexOf(10, position);
      if (end < 0) throw new RangeError('the bytes end');
      const read = text(end - position);
      skip(1);
      return read;
    },
  };
}
