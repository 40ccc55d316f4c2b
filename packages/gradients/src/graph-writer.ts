import { type GraphAttribute, type GraphConstant, type GraphNode, growGraph } from '@ventral/onnx';

/** The types that have gradients. */
export type Precision = 'float16' | 'float32' | 'float64';

/** Whether a type has gradients. */
export function isPrecision(type: string | undefined): type is Precision {
  return type === 'float16' || type === 'float32' || type === 'float64';
}

/** The numbers that ONNX gives to the types a `Cast` is asked for. */
export const typeCodes = { float32: 1, int32: 6, int64: 7, bool: 9, float16: 10, float64: 11 };

/** Settings of a node, by name. */
export type NodeAttributes = Readonly<Record<string, GraphAttribute>>;

/** Collects the nodes of a graph in the order of computation; values get names that are free. */
export interface GraphWriter {
  /** The type of the numbers it writes. */
  readonly precision: Precision;
  /** The version of the operators it is written in. */
  readonly opset: number;
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly GraphConstant[];
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
    attributes?: NodeAttributes,
    output?: string,
  ): string;
  /** Adds a node as it is. */
  addNode(node: GraphNode): void;
  /** Adds a node with as many new outputs as asked for, and returns their names. */
  addWithOutputs(
    count: number,
    operation: string,
    inputs: readonly string[],
    attributes?: NodeAttributes,
  ): readonly string[];
  /** A single number. */
  number(value: number): string;
  /** An array of numbers, row by row. */
  array(shape: readonly number[], values: readonly number[]): string;
  /** Sizes, axes or positions, in a row (int64). */
  integers(values: readonly number[]): string;
  /** One size or position (int64). */
  integer(value: number): string;
  /** Another name for the same graph, which writes numbers of another type. */
  in(precision: Precision): GraphWriter;
}

/**
 * An empty graph.
 *
 * @param taken names that values must not get; new names begin with `$`
 * @param opset the version of the operators it is written in
 */
export function createGraphWriter(
  precision: Precision,
  taken: ReadonlySet<string> = new Set(),
  opset = 17,
): GraphWriter {
  const grown = growGraph();
  const names = new Map<string, string>();
  let made = 0;
  const freeName = (): string => {
    let name = `$${++made}`;
    while (taken.has(name)) name = `$${++made}`;
    return name;
  };
  /** A constant is written once, however often it is asked for. */
  const constant = (kind: string, shape: readonly number[], values: GraphConstant['values']) => {
    const key = `${kind} ${shape} ${values}`;
    const name = names.get(key) ?? grown.constant(freeName(), shape, values);
    names.set(key, name);
    return name;
  };
  const writer = (own: Precision): GraphWriter => {
    const array = (shape: readonly number[], values: readonly number[]) => {
      if (own === 'float64') return constant(own, shape, Float64Array.from(values));
      const single = constant('float32', shape, Float32Array.from(values));
      if (own === 'float32') return single;
      return write.add('Cast', [single], { to: { int: typeCodes.float16 } });
    };
    const write: GraphWriter = {
      precision: own,
      opset,
      nodes: grown.nodes,
      constants: grown.initializers,
      add: (operation, inputs, attributes, output = freeName()) =>
        grown.node(operation, inputs, output, attributes),
      addNode: grown.add,
      addWithOutputs(count, operation, inputs, attributes = {}) {
        const outputs = Array.from({ length: count }, freeName);
        grown.add({ operation, inputs, outputs, attributes });
        return outputs;
      },
      array,
      number: (value) => array([], [value]),
      integers: (values) => constant('int64', [values.length], BigInt64Array.from(values, BigInt)),
      integer: (value) => constant('int64', [], BigInt64Array.of(BigInt(value))),
      in: (other) => (other === own ? write : writer(other)),
    };
    return write;
  };
  return writer(precision);
}
