import type { GraphProto, NodeProto } from './generated/onnx_pb.ts';
import { namesReadBy } from './subgraphs.ts';

/**
 * The nodes whose outputs depend on what the inputs hold, rather than on their sizes alone, in the
 * order of computation.
 */
export function imageNodes(graph: GraphProto, inputs: readonly string[]): readonly NodeProto[] {
  const dependent = new Set(inputs);
  return graph.node.filter((node) => {
    if (node.opType === 'Shape' || node.opType === 'Size') return false;
    if (!namesReadBy(node).some((name) => dependent.has(name))) return false;
    for (const output of node.output) dependent.add(output);
    return true;
  });
}
