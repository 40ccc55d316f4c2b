import { VentralError } from '@ventral/errors';
import { widenHalves } from './half-precision.ts';
import { countValues, type NdArray } from './nd-array.ts';

// The first byte, then NUMPY.
const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);

/**
 * The element types that are read, as NumPy names them where the lower byte comes first, and the
 * arrays they become.
 */
export interface NpyArrays {
  /** Widened: JavaScript has no arrays of 16-bit floats. */
  '<f2': Float32Array;
  '<f4': Float32Array;
  '<f8': Float64Array;
  '|i1': Int8Array;
  '<i2': Int16Array;
  '<i4': Int32Array;
  '<i8': BigInt64Array;
  '|u1': Uint8Array;
  '|b1': Uint8Array;
  '<u2': Uint16Array;
  '<u4': Uint32Array;
  '<u8': BigUint64Array;
}

/** An element type: a number or a boolean. */
export type NpyType = keyof NpyArrays;

const decoders: {
  readonly [Type in NpyType]: (buffer: ArrayBuffer) => NpyArrays[Type];
} = {
  '<f2': (buffer) => widenHalves(new Uint16Array(buffer)),
  '<f4': (buffer) => new Float32Array(buffer),
  '<f8': (buffer) => new Float64Array(buffer),
  '|i1': (buffer) => new Int8Array(buffer),
  '<i2': (buffer) => new Int16Array(buffer),
  '<i4': (buffer) => new Int32Array(buffer),
  '<i8': (buffer) => new BigInt64Array(buffer),
  '|u1': (buffer) => new Uint8Array(buffer),
  '|b1': (buffer) => new Uint8Array(buffer),
  '<u2': (buffer) => new Uint16Array(buffer),
  '<u4': (buffer) => new Uint32Array(buffer),
  '<u8': (buffer) => new BigUint64Array(buffer),
};

/** What the head of a .npy file says. */
export interface NpyHeader {
  readonly type: NpyType;
  /** Whether the higher byte of each value comes first. */
  readonly bigEndian: boolean;
  readonly shape: readonly number[];
  /** Whether values are stored column by column. */
  readonly fortranOrder: boolean;
  /** Bytes before the first value. */
  readonly offset: number;
  /** Bytes of one stored value. */
  readonly itemBytes: number;
}

/** An array read from a .npy file. */
export type NpyArray = NdArray<NpyArrays[NpyType]>;

/**
 * Reads the header of a .npy file (format 1.0 to 3.0) from its first bytes; 4 kB are enough for
 * any numeric array.
 *
 * Reference: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
 *
 * @throws VentralError `DATA_CORRUPT` for anything that is no .npy file of numbers
 */
export function parseNpyHeader(bytes: Uint8Array): NpyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || magic.some((byte, index) => bytes[index] !== byte)) {
    throw new VentralError('DATA_CORRUPT', 'This is not a .npy file: it does not begin as one.');
  }
  const [major, minor] = [bytes[6] as number, bytes[7] as number];
  if (major < 1 || major > 3 || minor !== 0) {
    throw new VentralError(
      'DATA_CORRUPT',
      `The .npy file has an unknown format ${major}.${minor}.`,
      {
        hint: 'There are 1.0, 2.0 and 3.0. Save the array again: numpy.save(path, array).',
      },
    );
  }
  const [lengthBytes, length] =
    major === 1 ? [2, view.getUint16(8, true)] : [4, view.getUint32(8, true)];
  const offset = 8 + lengthBytes + length;
  if (bytes.length < offset) {
    throw new VentralError('DATA_CORRUPT', 'The .npy file ends within its own header.');
  }
  const { descr, fortranOrder, shape } = parseDescription(bytes.subarray(8 + lengthBytes, offset));
  const bigEndian = descr.startsWith('>');
  const type = descr.replace(/^>/, '<');
  if (!Object.hasOwn(decoders, type)) {
    throw new VentralError('DATA_CORRUPT', `The .npy file holds values of type '${descr}'.`, {
      hint: `Save it as one of ${Object.keys(decoders).join(', ')}: numpy.save(path, array.astype('<f4')).`,
    });
  }
  return {
    type: type as NpyType,
    bigEndian,
    shape,
    fortranOrder,
    offset,
    itemBytes: Number(type[2]),
  };
}

// Sizes with commas between them; one alone has a comma as well. Python 2 wrote sizes such as 3L.
const tuple = String.raw`\(\s*(?:\d+L?\s*,\s*(?:\d+L?\s*(?:,\s*\d+L?\s*)*,?\s*)?)?\)`;
const entry = String.raw`\s*'(?:descr'\s*:\s*'[^']*'|fortran_order'\s*:\s*(?:True|False)|shape'\s*:\s*${tuple})\s*`;
const dictionary = new RegExp(String.raw`^\s*\{${entry},${entry},${entry},?\s*\}$`);

// As NumPy does: a header of any array is far shorter, but for the spaces at its end.
const longestDescription = 10_000;

/** Reads the three entries of the dictionary, whose order is free; there is nothing else. */
function parseDescription(bytes: Uint8Array): {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
} {
  const text = new TextDecoder().decode(bytes).trimEnd();
  const whole = text.length <= longestDescription && dictionary.test(text);
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape'\s*:\s*\(([^)]*)\)/.exec(text)?.[1];
  if (!whole || descr === undefined || order === undefined || sizes === undefined) {
    const start = JSON.stringify(text.slice(0, 200));
    throw new VentralError('DATA_CORRUPT', `The .npy header cannot be understood: ${start}`, {
      hint: 'Save the array again: numpy.save(path, array), an array of numbers without fields.',
    });
  }
  const shape = Array.from(sizes.matchAll(/\d+/g), ([size]) => Number(size));
  if (!shape.every(Number.isSafeInteger) || !Number.isFinite(countValues(shape.filter(Boolean)))) {
    throw new VentralError('DATA_CORRUPT', `No array has the shape [${shape.join(', ')}].`);
  }
  return { descr, fortranOrder: order === 'True', shape };
}

/**
 * The values of stored bytes, in the order in which they are stored; a copy.
 *
 * @param bytes of whole values
 */
export function decodeNpyValues(
  { type, bigEndian, itemBytes }: Pick<NpyHeader, 'type' | 'bigEndian' | 'itemBytes'>,
  bytes: Uint8Array,
): NpyArray['values'] {
  // A copy: the values of a typed array have to begin at a multiple of their size. Not by slice(),
  // which copies nothing when the bytes are a Buffer.
  const content = new Uint8Array(bytes);
  if (bigEndian) swapBytes(content, itemBytes);
  return decoders[type](content.buffer);
}

/**
 * Decodes a whole .npy file; Fortran order is turned into C order.
 *
 * @throws VentralError `DATA_CORRUPT` for a damaged, truncated or non-numeric file
 */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  const header = parseNpyHeader(bytes);
  const { shape, offset, itemBytes, fortranOrder } = header;
  const end = offset + countValues(shape) * itemBytes;
  if (bytes.length < end) {
    throw new VentralError(
      'DATA_CORRUPT',
      `The .npy file is truncated: ${bytes.length} of ${end} bytes for shape [${shape.join(', ')}].`,
    );
  }
  const values = decodeNpyValues(header, bytes.subarray(offset, end));
  return { shape, values: fortranOrder ? toRowMajor(values, shape) : values };
}

/** The header of a .npy file for row-major values; the values follow it byte for byte. */
export function encodeNpyHeader(type: NpyType, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  // Values begin at a multiple of 64 bytes, so that a file can be mapped into memory as it is.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + length).fill(0x20);
  bytes.set(magic);
  bytes.set([1, 0, length & 0xff, length >> 8], 6);
  bytes.set(new TextEncoder().encode(text), 10);
  bytes[9 + length] = 0x0a;
  return bytes;
}

/** Encodes row-major values of the given shape as a .npy file. */
export function encodeNpy(
  values: Float32Array | Float64Array,
  shape: readonly number[],
): Uint8Array {
  const header = encodeNpyHeader(values instanceof Float32Array ? '<f4' : '<f8', shape);
  const bytes = new Uint8Array(header.length + values.byteLength);
  bytes.set(header);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), header.length);
  return bytes;
}

function toRowMajor(values: NpyArray['values'], shape: readonly number[]): NpyArray['values'] {
  const result = values.slice();
  const index = shape.map(() => 0);
  for (let to = 0; to < values.length; to++) {
    let from = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from = from * (shape[axis] as number) + (index[axis] as number);
    }
    result[to] = values[from] as never;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]! += 1;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      index[axis] = 0;
    }
  }
  return result;
}

function swapBytes(bytes: Uint8Array, itemBytes: number): void {
  const swapped = Buffer.from(bytes.buffer);
  if (itemBytes === 2) swapped.swap16();
  if (itemBytes === 4) swapped.swap32();
  if (itemBytes === 8) swapped.swap64();
}
