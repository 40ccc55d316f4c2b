import { toBinary } from '@bufbuild/protobuf';
import { type GraphProto, type TensorProto, TensorProtoSchema } from './generated/onnx_pb.ts';
import { subgraphsOf } from './subgraphs.ts';
import { readWeight } from './weights.ts';

/** A constant as its graph holds it: the bytes of an initializer, or the tensor of an attribute. */
export type HeldTensor = Uint8Array | TensorProto;

/** The constants of a graph and of the graphs inside it: initializers and attributes of nodes. */
export function* graphTensors(
  graph: GraphProto,
): Generator<readonly [held: HeldTensor, tensor: TensorProto]> {
  for (const initializer of graph.initializer) yield [initializer, readWeight(initializer)];
  for (const node of graph.node) {
    for (const { t } of node.attribute) {
      if (t !== undefined) yield [t, t];
    }
    for (const subgraph of subgraphsOf(node)) yield* graphTensors(subgraph);
  }
}

/** The graph with other constants in the place of some; everything else is shared, not copied. */
export function replaceTensors(
  graph: GraphProto,
  replacements: ReadonlyMap<HeldTensor, TensorProto>,
): GraphProto {
  if (replacements.size === 0) return graph;
  return {
    ...graph,
    initializer: graph.initializer.map((initializer) => {
      const tensor = replacements.get(initializer);
      return tensor === undefined ? initializer : toBinary(TensorProtoSchema, tensor);
    }),
    node: graph.node.map((node) => ({
      ...node,
      attribute: node.attribute.map((attribute) => {
        const { t, g, graphs } = attribute;
        return {
          ...attribute,
          ...(t === undefined ? {} : { t: replacements.get(t) ?? t }),
          ...(g === undefined ? {} : { g: replaceTensors(g, replacements) }),
          graphs: graphs.map((inner) => replaceTensors(inner, replacements)),
        };
      }),
    })),
  };
}
