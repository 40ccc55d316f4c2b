import { encodeNode, type NodeProto, namesReadBy, nodeAttributes } from '@ventral/onnx';
import type { DefinedNetwork } from './add-definitions.ts';
import type { GraphWriter } from './graph-writer.ts';
import { isStandard } from './is-standard.ts';

/**
 * Rectifies behind each MaxPool what a Relu rectified in front of it. That changes no number, but lets the
 * backward pass cut there the gradients by what was not above 0, which are fewer there. It does so
 * where nothing else reads the Relu, or the Concat of several.
 *
 * @param asked names of the values that gradients are of and by: their own Relus stay
 */
export function relusAfterPools(
  { nodes, meanings }: DefinedNetwork,
  asked: readonly string[],
  graph: GraphWriter,
): DefinedNetwork {
  const makers = new Map(nodes.flatMap((node) => node.output.map((name) => [name, node] as const)));
  const reads = new Map<string, number>();
  for (const name of nodes.flatMap(namesReadBy)) reads.set(name, (reads.get(name) ?? 0) + 1);
  /** The Relus that a value is a Concat of; none where it is something else. */
  const relusOf = (name: string): readonly NodeProto[] => {
    const maker = makers.get(name);
    const isMovable = maker !== undefined && isStandard(maker) && reads.get(name) === 1;
    if (!isMovable || asked.includes(name)) return [];
    if (maker.opType === 'Relu') return [maker];
    const parts = maker.opType === 'Concat' ? maker.input.map(relusOf) : [];
    return parts.every(({ length }) => length > 0) ? parts.flat() : [];
  };
  const moved = new Map(meanings);
  const rectified = nodes.flatMap((node) => {
    const [pooled = '', places = ''] = node.output;
    if (!isStandard(node) || node.opType !== 'MaxPool' || places !== '') return [node];
    const relus = relusOf(node.input[0] ?? '');
    if (relus.length === 0) return [node];
    for (const { input, output } of relus) moved.set(output[0] ?? '', input[0] ?? '');
    const from = graph.nodes.length;
    graph.add('Relu', [graph.add('MaxPool', node.input, nodeAttributes(node))], {}, pooled);
    return graph.nodes.slice(from).map(encodeNode);
  });
  return { nodes: rectified, meanings: moved };
}
