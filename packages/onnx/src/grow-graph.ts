import type { GraphAttribute, GraphConstant, GraphNode } from './build-model.ts';

/** A graph that is written down operation by operation. */
export interface GrowingGraph {
  /** Its operations so far, in the order of computation. */
  readonly nodes: readonly GraphNode[];
  /** Its constants so far. */
  readonly initializers: readonly GraphConstant[];
  /** Adds a constant, and says its name. */
  constant(name: string, shape: readonly number[], values: GraphConstant['values']): string;
  /** Adds whole numbers in a row (int64), such as sizes or axes, and says their name. */
  integers(name: string, values: readonly number[]): string;
  /** Adds an operation with one output, and says the output's name. */
  node(
    operation: string,
    inputs: readonly string[],
    output: string,
    attributes?: Readonly<Record<string, GraphAttribute>>,
  ): string;
  /** Adds an operation as it is, such as one with several outputs. */
  add(node: GraphNode): void;
}

/**
 * Begins a graph that is written down as expressions: what makes a value says its name, for whatever
 * reads it.
 *
 * @example
 * const graph = growGraph();
 * const weights = graph.constant('weights', [2, 2], Float32Array.of(1, 2, 3, 4));
 * graph.node('Relu', [graph.node('MatMul', ['x', weights], 'product')], 'y');
 * const bytes = buildModel({ ...graph, inputs, outputs });
 */
export function growGraph(): GrowingGraph {
  const nodes: GraphNode[] = [];
  const initializers: GraphConstant[] = [];
  const constant: GrowingGraph['constant'] = (name, shape, values) => {
    initializers.push({ name, shape, values });
    return name;
  };
  return {
    nodes,
    initializers,
    constant,
    integers: (name, values) => constant(name, [values.length], BigInt64Array.from(values, BigInt)),
    node(operation, inputs, output, attributes = {}) {
      nodes.push({ operation, inputs, outputs: [output], attributes });
      return output;
    },
    add: (node) => {
      nodes.push(node);
    },
  };
}
