import { countValues, decodeNpyValues, type NpyHeader } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';

// Node reads at most 2 GiB at once.
const largestRead = 2 ** 30;

/** Bytes that can be read anywhere: an open file, or a piece of memory. */
export interface StoredBytes {
  /** Reads up to `length` bytes into `target` from `offset` on. */
  read(
    target: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
}

/**
 * Reads some columns of a .npy file, in C or Fortran order; dimensions beyond the second count as
 * columns in C order. Floats in C order take no more memory than what is returned, others up to
 * three times as much.
 *
 * @returns row-major values, `rows x (end - start)`; float32 where the file is (or float16), else float64
 * @throws VentralError `DATA_CORRUPT` where the file ends too early
 */
export async function readNpyColumns(
  file: StoredBytes,
  header: NpyHeader,
  start: number,
  end: number,
): Promise<Float32Array | Float64Array> {
  const { shape, offset, itemBytes, fortranOrder } = header;
  const [rows = 0, ...sizes] = shape;
  const featureCount = countValues(sizes);
  const width = end - start;
  // The pieces in which the values lie: those of a column in Fortran order, of a row in C order.
  const [count, length, firstIndex] = fortranOrder
    ? [width, rows, (column: number) => rows * fortranColumn(start + column, sizes)]
    : [rows, width, (row: number) => row * featureCount + start];
  const positions = Array.from(
    { length: count },
    (_, piece) => offset + firstIndex(piece) * itemBytes,
  );
  const read = (target: Uint8Array) => readPieces(file, positions, length * itemBytes, target);
  const values = await readFloats(header, count * length, read);
  return fortranOrder ? toRowMajor(values, width, rows) : values;
}

async function readFloats(
  header: NpyHeader,
  count: number,
  read: (target: Uint8Array) => Promise<void>,
): Promise<Float32Array | Float64Array> {
  const { type, bigEndian, itemBytes } = header;
  if (!bigEndian && (type === '<f4' || type === '<f8')) {
    const floats = type === '<f4' ? new Float32Array(count) : new Float64Array(count);
    await read(new Uint8Array(floats.buffer));
    return floats;
  }
  const bytes = new Uint8Array(count * itemBytes);
  await read(bytes);
  const values = decodeNpyValues(header, bytes);
  if (values instanceof Float32Array || values instanceof Float64Array) return values;
  return values instanceof BigInt64Array || values instanceof BigUint64Array
    ? Float64Array.from(values, Number)
    : new Float64Array(values);
}

// Pieces that lie side by side are read at once.
async function readPieces(
  file: StoredBytes,
  positions: readonly number[],
  pieceBytes: number,
  target: Uint8Array,
): Promise<void> {
  for (let piece = 0; piece < positions.length; ) {
    const from = piece;
    const position = positions[from] as number;
    do piece++;
    while (positions[piece] === position + (piece - from) * pieceBytes);
    await readAll(file, position, target.subarray(from * pieceBytes, piece * pieceBytes));
  }
}

async function readAll(file: StoredBytes, position: number, target: Uint8Array): Promise<void> {
  for (let read = 0; read < target.length; ) {
    const length = Math.min(target.length - read, largestRead);
    const { bytesRead } = await file.read(target, read, length, position + read);
    if (bytesRead === 0) {
      throw new VentralError('DATA_CORRUPT', `The file ends at byte ${position + read}.`);
    }
    read += bytesRead;
  }
}

// Where a column, counted in C order, comes in Fortran order.
function fortranColumn(column: number, sizes: readonly number[]): number {
  let stride = countValues(sizes);
  let rest = column;
  let index = 0;
  for (const size of sizes.toReversed()) {
    stride /= size;
    index += (rest % size) * stride;
    rest = Math.floor(rest / size);
  }
  return index;
}

function toRowMajor<Values extends Float32Array | Float64Array>(
  values: Values,
  rows: number,
  columns: number,
): Values {
  const result = values.slice() as Values;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = values[row * columns + column] as number;
    }
  }
  return result;
}
