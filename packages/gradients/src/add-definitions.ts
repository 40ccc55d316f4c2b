import { encodeNode, type NodeProto } from '@ventral/onnx';
import type { GraphWriter } from './graph-writer.ts';
import { isStandard } from './is-standard.ts';
import { placeOf } from './place-of.ts';
import { definitions } from './rules/rules.ts';
import type { ValueSizes } from './value-sizes.ts';

/** A network with what some of its operators are defined as. */
export interface DefinedNetwork {
  /** In the order of computation; a definition stands in front of the node that it is of. */
  readonly nodes: readonly NodeProto[];
  /** Name of the value that stands for another one in the backward pass. */
  readonly meanings: ReadonlyMap<string, string>;
}

/** Writes what operators are defined as in front of each node of theirs. */
export function addDefinitions(
  network: readonly NodeProto[],
  values: ValueSizes,
  opset: number,
  graph: GraphWriter,
): DefinedNetwork {
  const meanings = new Map<string, string>();
  const nodes = network.flatMap((node) => {
    const isDefined = isStandard(node) && Object.hasOwn(definitions, node.opType);
    const define = isDefined ? definitions[node.opType] : undefined;
    if (define === undefined) return [node];
    const from = graph.nodes.length;
    const place = placeOf(node, values, opset, () => true);
    meanings.set(node.output[0] ?? '', define(place, graph.in(place.precision)));
    return [...graph.nodes.slice(from).map(encodeNode), node];
  });
  return { nodes, meanings };
}
