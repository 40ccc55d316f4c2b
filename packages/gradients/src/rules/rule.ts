import type { GraphWriter } from '../graph-writer.ts';
import type { NodePlace } from '../node-place.ts';

/**
 * Adds the nodes that compute the gradients by the inputs of a node from those by its outputs. Written in
 * operators that have rules themselves where that is possible, so that a gradient can be differentiated
 * once more.
 *
 * @param gradients names of the gradients by the outputs; an empty one where nothing depends on an output
 * @returns names of the gradients by the inputs; an empty one, or none, where there is none
 */
export type Rule = (
  node: NodePlace,
  gradients: readonly string[],
  graph: GraphWriter,
) => readonly string[];

/** Rules by operator. */
export type Rules = Readonly<Record<string, Rule>>;

/** The rule of a function of single numbers: the gradient by its input. */
export function elementwise(
  write: (values: {
    /** Name of the gradient by the output. */
    readonly dy: string;
    readonly x: string;
    readonly y: string;
    readonly node: NodePlace;
    readonly graph: GraphWriter;
  }) => string,
): Rule {
  return (node, [dy = ''], graph) => {
    const {
      inputs: [x = ''],
      outputs: [y = ''],
    } = node;
    return [write({ dy, x, y, node, graph })];
  };
}

/** The rule of what has one part for each wanted input. */
export function byInput(
  write: (values: {
    readonly index: number;
    readonly dy: string;
    readonly node: NodePlace;
    readonly graph: GraphWriter;
  }) => string,
): Rule {
  return (node, [dy = ''], graph) =>
    node.inputs.map((_, index) => (node.wanted[index] ? write({ index, dy, node, graph }) : ''));
}
