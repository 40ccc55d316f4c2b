import { toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { GraphProtoSchema, ModelProtoSchema } from './generated/onnx_pb.ts';
import type { OnnxModel } from './onnx-model.ts';

/**
 * The model as an ONNX file. Weights are copied once; an ordinary protobuf encoder would copy them
 * again for each message they are nested in.
 */
export function encodeModel(model: Pick<OnnxModel, 'header' | 'graph'>): Uint8Array {
  const { initializer } = model.graph;
  const header = toBinary(ModelProtoSchema, model.header);
  const light = toBinary(GraphProtoSchema, { ...model.graph, initializer: [] });
  const heads = initializer.map((bytes) =>
    lengthDelimited(GraphProtoSchema.field.initializer.number, bytes.length),
  );
  const graphLength = initializer.reduce(
    (length, bytes, index) => length + bytes.length + (heads[index]?.length ?? 0),
    light.length,
  );
  return Buffer.concat([
    header,
    lengthDelimited(ModelProtoSchema.field.graph.number, graphLength),
    light,
    ...initializer.flatMap((bytes, index) => [heads[index] as Uint8Array, bytes]),
  ]);
}

/** What precedes `length` bytes of a field. */
function lengthDelimited(field: number, length: number): Uint8Array {
  return new BinaryWriter().tag(field, WireType.LengthDelimited).uint32(length).finish();
}
