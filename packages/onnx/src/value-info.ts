import { create } from '@bufbuild/protobuf';
import { type ValueInfoProto, ValueInfoProtoSchema } from './generated/onnx_pb.ts';

/**
 * Describes an input or output of a graph.
 *
 * @param elementType its number in ONNX files
 * @param shape sizes; a word, or nothing, where any size is taken
 */
export function valueInfo(
  name: string,
  elementType: number,
  shape: readonly (number | string | undefined)[],
): ValueInfoProto {
  const dim = shape.map((size) => {
    if (size === undefined) return {};
    return typeof size === 'number'
      ? { value: { case: 'dimValue' as const, value: BigInt(size) } }
      : { value: { case: 'dimParam' as const, value: size } };
  });
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: 'tensorType', value: { elemType: elementType, shape: { dim } } } },
  });
}
