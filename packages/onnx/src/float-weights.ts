import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { VentralError } from '@ventral/errors';
import { type ElementType, elementTypeOf } from './element-type.ts';
import type { TensorProto } from './generated/onnx_pb.ts';
import { halfToFloat } from './half-float.ts';

/** The values of a constant of real numbers, as an array of its own that may be changed. */
export interface FloatWeights {
  readonly type: 'float16' | 'float32' | 'float64';
  /** Row-major; `float16` as its 16 bits. */
  readonly values: Uint16Array | Float32Array | Float64Array;
}

type FloatType = FloatWeights['type'];

const arrays = { float16: Uint16Array, float32: Float32Array, float64: Float64Array };
// The fields of a tensor that hold numbers one by one, where it has no raw bytes. They are none of
// those that are decoded (see onnx.proto), so their bytes are kept as they came.
const numberFields = { float32: 4, float16: 5, float64: 10 };

/** Whether a constant holds real numbers, of half, single or double precision. */
export function hasFloats({ dataType }: TensorProto): boolean {
  return isFloatType(elementTypeOf(dataType));
}

/**
 * Copies the values of a constant that is kept in the model's own file.
 *
 * @param where what the error calls it
 * @throws VentralError `MODEL_UNREADABLE` where there are more or fewer values than its sizes say
 */
export function readFloats(tensor: TensorProto, where: string): FloatWeights {
  const type = elementTypeOf(tensor.dataType) as FloatType;
  const values = tensor.rawData === undefined ? listed(tensor, type) : raw(tensor.rawData, type);
  const expected = tensor.dims.reduce((product, size) => product * Number(size), 1);
  if (values?.length === expected) return { type, values };
  throw new VentralError(
    'MODEL_UNREADABLE',
    `The weights of ${where} are damaged: ${values?.length ?? 'parts of'} values where its sizes ` +
      `(${tensor.dims.join(' x ')}) say ${expected}.`,
    { hint: 'Fetch or export the model again.' },
  );
}

/** The constant with other values, of the same type and number. */
export function withFloats(tensor: TensorProto, { type, values }: FloatWeights): TensorProto {
  return {
    ...tensor,
    rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    $unknown: tensor.$unknown?.filter(({ no }) => no !== numberFields[type]),
  };
}

/** How far a weight is from zero. What is no number is infinitely far, so that it is never small. */
export function magnitudeAt({ type, values }: FloatWeights, index: number): number {
  const value = values[index] as number;
  const magnitude = Math.abs(type === 'float16' ? halfToFloat(value) : value);
  return magnitude <= Number.MAX_VALUE ? magnitude : Number.POSITIVE_INFINITY;
}

function isFloatType(type: ElementType | undefined): boolean {
  return type !== undefined && Object.hasOwn(arrays, type);
}

function raw(bytes: Uint8Array, type: FloatType): FloatWeights['values'] | undefined {
  const ArrayOfType = arrays[type];
  if (bytes.length % ArrayOfType.BYTES_PER_ELEMENT !== 0) return undefined;
  // Copied: views into a file may begin at any byte, and are not ours to change.
  return new ArrayOfType(new Uint8Array(bytes).buffer);
}

function listed(tensor: TensorProto, type: FloatType): FloatWeights['values'] | undefined {
  const numbers: number[] = [];
  try {
    for (const { no, wireType, data } of tensor.$unknown ?? []) {
      if (no !== numberFields[type]) continue;
      const reader = new BinaryReader(data);
      // Packed: all of them behind their length; else one a field.
      if (wireType === WireType.LengthDelimited) reader.uint32();
      while (reader.pos < reader.len) numbers.push(readNumber(reader, type));
    }
  } catch {
    // The last number is cut.
    return undefined;
  }
  return arrays[type].from(numbers);
}

function readNumber(reader: BinaryReader, type: FloatType): number {
  if (type === 'float32') return reader.float();
  return type === 'float64' ? reader.double() : reader.uint32();
}
