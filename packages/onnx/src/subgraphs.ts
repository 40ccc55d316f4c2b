import type { GraphProto, NodeProto } from './generated/onnx_pb.ts';

/** The graphs inside a node: the body of a `Loop` or `Scan`, the branches of an `If`. */
export function subgraphsOf(node: NodeProto): readonly GraphProto[] {
  return node.attribute.flatMap(({ g, graphs }) => (g === undefined ? graphs : [g, ...graphs]));
}

/**
 * Names a node reads: its inputs, and whatever its subgraphs mention, since they may use values of
 * the graph around them.
 */
export function namesReadBy(node: NodeProto): readonly string[] {
  const inner = subgraphsOf(node).flatMap((graph) => [
    ...graph.node.flatMap(namesReadBy),
    ...graph.output.map((output) => output.name),
  ]);
  return [...node.input, ...inner].filter((name) => name !== '');
}
