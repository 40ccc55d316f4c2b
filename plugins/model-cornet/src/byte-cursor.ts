/**
 * Reads bytes one value after the other; numbers are little-endian, but for those said to be not.
 * Every read throws a RangeError where the bytes end.
 */
export function byteCursor({ buffer, byteOffset, length }: Uint8Array, start: number) {
  const bytes = Buffer.from(buffer, byteOffset, length);
  let position = start;
  const skip = (count: number) => {
    position += count;
    return position - count;
  };
  const take = (count: number) => {
    const from = skip(count);
    if (position > length) throw new RangeError('the bytes end');
    return bytes.subarray(from, position);
  };
  return {
    /** Where the next value begins. */
    position: () => position,
    uint8: () => bytes.readUInt8(skip(1)),
    uint16: () => bytes.readUInt16LE(skip(2)),
    uint32: () => bytes.readUInt32LE(skip(4)),
    int32: () => bytes.readInt32LE(skip(4)),
    /** Big-endian, as pickles have it. */
    float64: () => bytes.readDoubleBE(skip(8)),
    /** A signed integer of any number of bytes. */
    integer(count: number): number | bigint {
      const digits = Buffer.from(take(count)).reverse().toString('hex');
      const signed = BigInt.asIntN(8 * count, BigInt(`0x0${digits}`));
      return BigInt(Number(signed)) === signed ? Number(signed) : signed;
    },
    /** UTF-8. */
    text: (count: number) => take(count).toString(),
    /** Up to a line feed, which is left out. */
    line() {
      const end = bytes.indexOf('\n', position);
      if (end < 0) throw new RangeError('the bytes end');
      return take(end + 1 - position)
        .toString()
        .slice(0, -1);
    },
  };
}
