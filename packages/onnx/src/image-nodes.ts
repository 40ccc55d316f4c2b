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

/**
 * The values at which the graph falls into a part before and a part after: nothing that is computed
 * later reads anything that was computed earlier. In a network of blocks, these are the ends of
 * blocks and whatever lies on no branch.
 *
 * @param nodes as {@link imageNodes} gives them
 */
export function cutValues(nodes: readonly NodeProto[], inputs: readonly string[]): Set<string> {
  const lastReader = new Map<string, number>();
  for (const [index, node] of nodes.entries()) {
    for (const name of namesReadBy(node)) lastReader.set(name, index);
  }
  const cuts = new Set<string>();
  // The last reader of anything computed so far.
  let reach = Math.max(-1, ...inputs.map((name) => lastReader.get(name) ?? -1));
  for (const [index, { output }] of nodes.entries()) {
    const read = output.filter((name) => lastReader.has(name));
    const [only = output[0]] = read;
    if (reach <= index && read.length <= 1 && only !== undefined) cuts.add(only);
    for (const name of read) reach = Math.max(reach, lastReader.get(name) ?? -1);
  }
  return cuts;
}
