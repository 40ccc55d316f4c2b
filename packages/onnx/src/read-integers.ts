import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { elementTypeOf } from './element-type.ts';
import { isExternal } from './external-files.ts';
import type { TensorProto } from './generated/onnx_pb.ts';

// The field of a tensor that holds whole numbers of 64 bits one by one; see onnx.proto. It is none of those
// that are decoded, so its bytes are kept as they came.
const listedField = 7;

/**
 * The numbers of a constant of int64 that is kept in the model's own file, such as sizes or axes; undefined for any
 * other, and for one whose numbers are not as many as its sizes say.
 */
export function readIntegers(tensor: TensorProto): readonly number[] | undefined {
  if (elementTypeOf(tensor.dataType) !== 'int64' || isExternal(tensor)) return undefined;
  const values = tensor.rawData === undefined ? listed(tensor) : raw(tensor.rawData);
  const expected = tensor.dims.reduce((product, size) => product * Number(size), 1);
  return values?.length === expected ? values.map(Number) : undefined;
}

function raw(bytes: Uint8Array): readonly bigint[] | undefined {
  if (bytes.length % BigInt64Array.BYTES_PER_ELEMENT !== 0) return undefined;
  // Copied: views into a file may begin at any byte.
  return [...new BigInt64Array(new Uint8Array(bytes).buffer)];
}

function listed({ $unknown = [] }: TensorProto): readonly bigint[] | undefined {
  const numbers: bigint[] = [];
  try {
    for (const { no, wireType, data } of $unknown) {
      if (no !== listedField) continue;
      const reader = new BinaryReader(data);
      // Packed: all of them behind their length; else one a field.
      if (wireType === WireType.LengthDelimited) reader.uint32();
      while (reader.pos < reader.len) numbers.push(BigInt(reader.int64()));
    }
  } catch {
    return undefined;
  }
  return numbers;
}
