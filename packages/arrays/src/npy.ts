import { VentralError } from '@ventral/errors';
import { countValues, type NdArray } from './nd-array.ts';

// The first byte, then NUMPY.
const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);

/** The element types that are read, as NumPy names them, and the arrays they become. */
export interface NpyArrays {
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

/** An element type: a little-endian number or a boolean. */
export type NpyType = keyof NpyArrays;

const arrayTypes: {
  readonly [Type in NpyType]: {
    new (buffer: ArrayBuffer): NpyArrays[Type];
    readonly BYTES_PER_ELEMENT: number;
  };
} = {
  '<f4': Float32Array,
  '<f8': Float64Array,
  '|i1': Int8Array,
  '<i2': Int16Array,
  '<i4': Int32Array,
  '<i8': BigInt64Array,
  '|u1': Uint8Array,
  '|b1': Uint8Array,
  '<u2': Uint16Array,
  '<u4': Uint32Array,
  '<u8': BigUint64Array,
};

/** What the head of a .npy file says. */
export interface NpyHeader {
  readonly type: NpyType;
  readonly shape: readonly number[];
  /** Whether values are stored column by column. */
  readonly fortranOrder: boolean;
  /** Bytes before the first value. */
  readonly offset: number;
  /** Bytes of one value. */
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
  const [lengthBytes, length] =
    (bytes[6] as number) >= 2 ? [4, view.getUint32(8, true)] : [2, view.getUint16(8, true)];
  const offset = 8 + lengthBytes + length;
  if (bytes.length < offset) {
    throw new VentralError('DATA_CORRUPT', 'The .npy file ends within its own header.');
  }
  const text = new TextDecoder().decode(bytes.subarray(8 + lengthBytes, offset));
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  // Python 2 wrote sizes such as 3L.
  const shape = /'shape':\s*\(([\d\sL,]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || shape === undefined) {
    throw new VentralError('DATA_CORRUPT', `The .npy header cannot be understood: ${text.trim()}`);
  }
  if (!Object.hasOwn(arrayTypes, descr)) {
    throw new VentralError('DATA_CORRUPT', `The .npy file holds values of type '${descr}'.`, {
      hint: `Save it as one of ${Object.keys(arrayTypes).join(', ')}: numpy.save(path, array.astype('<f4')).`,
    });
  }
  const type = descr as NpyType;
  return {
    type,
    shape: Array.from(shape.matchAll(/\d+/g), ([size]) => Number(size)),
    fortranOrder: order === 'True',
    offset,
    itemBytes: arrayTypes[type].BYTES_PER_ELEMENT,
  };
}

/**
 * Decodes a whole .npy file; Fortran order is turned into C order.
 *
 * @throws VentralError `DATA_CORRUPT` for a damaged, truncated or non-numeric file
 */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  const header = parseNpyHeader(bytes);
  const count = countValues(header.shape);
  const end = header.offset + count * header.itemBytes;
  if (bytes.length < end) {
    throw new VentralError(
      'DATA_CORRUPT',
      `The .npy file is truncated: ${bytes.length} of ${end} bytes for shape [${header.shape.join(', ')}].`,
    );
  }
  // A copy: the values of a typed array have to begin at a multiple of their size. Not by slice(),
  // which copies nothing when the bytes are a Buffer.
  const content = new Uint8Array(bytes.subarray(header.offset, end));
  const values = new arrayTypes[header.type](content.buffer);
  return {
    shape: header.shape,
    values: header.fortranOrder ? toRowMajor(values, header.shape) : values,
  };
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
