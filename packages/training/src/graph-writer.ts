import type { GraphAttribute, GraphConstant, GraphNode } from '@ventral/onnx';

/** The precision of a training. */
export type Precision = 'float32' | 'float64';

/** Collects the nodes of a graph in the order of computation. */
export interface GraphWriter {
  readonly precision: Precision;
  readonly nodes: readonly GraphNode[];
  readonly initializers: readonly GraphConstant[];
  /**
   * Adds a node with one output.
   *
   * @param output its name
   * @default output a new one
   * @returns the name of the output
   */
  add(
    operation: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, GraphAttribute>>,
    output?: string,
  ): string;
  /** Adds a node with as many new outputs as asked for, and returns their names. */
  addWithOutputs(
    count: number,
    operation: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, GraphAttribute>>,
  ): readonly string[];
  /** A single number in the precision of the training. */
  number(value: number): string;
  /** Sizes or axes. */
  integers(values: readonly number[]): string;
}

/** An empty graph. Names it makes begin with `$`, which no layer's name does. */
export function createGraphWriter(precision: Precision): GraphWriter {
  const nodes: GraphNode[] = [];
  const constants = new Map<string, GraphConstant>();
  let made = 0;
  const constant = (name: string, shape: readonly number[], values: GraphConstant['values']) => {
    constants.set(name, { name, shape, values });
    return name;
  };
  return {
    precision,
    nodes,
    get initializers() {
      return [...constants.values()];
    },
    add(operation, inputs, attributes = {}, output = `$${++made}`) {
      nodes.push({ operation, inputs, outputs: [output], attributes });
      return output;
    },
    addWithOutputs(count, operation, inputs, attributes = {}) {
      const outputs = Array.from({ length: count }, () => `$${++made}`);
      nodes.push({ operation, inputs, outputs, attributes });
      return outputs;
    },
    number: (value) => constant(`$number ${value}`, [], floats(precision, [value])),
    integers: (values) =>
      constant(`$integers ${values.join()}`, [values.length], BigInt64Array.from(values, BigInt)),
  };
}

/** A copy in the precision of a training. */
export function floats(
  precision: Precision,
  values: ArrayLike<number>,
): Float32Array | Float64Array {
  return precision === 'float32' ? new Float32Array(values) : new Float64Array(values);
}
