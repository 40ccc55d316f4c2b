import { fromBinary } from '@bufbuild/protobuf';
import { type GraphProto, type TensorProto, TensorProtoSchema } from './generated/onnx_pb.ts';

/** Name, type, sizes and place of an encoded weight; its values stay views into the bytes. */
export function readWeight(initializer: Uint8Array): TensorProto {
  return fromBinary(TensorProtoSchema, initializer);
}

/** Names of the constants that a graph brings along. */
export function weightNames(graph: GraphProto): Set<string> {
  return new Set([
    ...graph.initializer.map((initializer) => readWeight(initializer).name),
    ...graph.sparseInitializer.map((sparse) => sparse.values?.name ?? ''),
  ]);
}
