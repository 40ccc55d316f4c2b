import * as v from 'valibot';

/** A node of a graph that depends on its images. */
export interface GraphNode {
  readonly name: string;
  /** Its operation, such as `Conv2D`. */
  readonly operation: string;
  /** What ONNX would call it, as far as the rule for candidate layers has to know. */
  readonly ruleOperation: string;
  /** Names of the nodes it reads. */
  readonly reads: readonly string[];
}

const nodeSchema = v.looseObject({
  name: v.string(),
  op: v.string(),
  input: v.optional(v.array(v.string()), []),
  attr: v.optional(
    v.looseObject({
      fused_ops: v.optional(v.looseObject({ list: v.optional(v.unknown()) })),
    }),
  ),
});
type Node = v.InferOutput<typeof nodeSchema>;

// Those with a seed of their own among their inputs (StatelessRandom...) say the same each time.
const random = new Set([
  ...['Multinomial', 'RandomStandardNormal', 'RandomUniform', 'RandomUniformInt'],
  ...['TruncatedNormal'],
]);

/** The random operations among the nodes of a graph, each once. */
export function randomOperations(topology: Readonly<Record<string, unknown>>): readonly string[] {
  const operations = v.parse(v.array(nodeSchema), topology.node).map(({ op }) => op);
  return [...new Set(operations)].filter((operation) => random.has(operation));
}

// What they say of an image is its size.
const ofSizesAlone = new Set(['Rank', 'Shape', 'ShapeN', 'Size', 'OnesLike', 'ZerosLike']);

/**
 * The nodes whose values depend on what the input holds, each after those it reads.
 *
 * @param topology a GraphDef as JSON
 * @param input name of the node that takes images
 */
export function graphNodes(
  topology: Readonly<Record<string, unknown>>,
  input: string,
): readonly GraphNode[] {
  const nodes = new Map(
    v.parse(v.array(nodeSchema), topology.node).map((node) => [node.name, node]),
  );
  const found: GraphNode[] = [];
  const dependent = new Map<string, boolean>([[input, true]]);
  // Not by recursion: a graph may be thousands of nodes deep.
  const waiting = [...nodes.values()].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { name, op } = node;
    if (dependent.has(name)) continue;
    const reads = node.input.filter((read) => !read.startsWith('^')).map(nodeName);
    const before = ofSizesAlone.has(op) ? [] : reads.filter((read) => !dependent.has(read));
    const missing = before.map((read) => nodes.get(read)).filter((read) => read !== undefined);
    if (missing.length > 0) {
      waiting.push(node, ...missing);
      continue;
    }
    const isDependent = !ofSizesAlone.has(op) && reads.some((read) => dependent.get(read));
    dependent.set(name, isDependent);
    if (isDependent) found.push({ name, operation: op, ruleOperation: ruleOperation(node), reads });
  }
  return found;
}

/** `split` of `split:1`. */
function nodeName(value: string): string {
  return value.replace(/:\d+$/, '');
}

const namesInOnnx: Readonly<Record<string, string>> = {
  ...{ Add: 'Add', AddV2: 'Add', AddN: 'Sum', ConcatV2: 'Concat' },
  ...{ AvgPool: 'AveragePool', MaxPool: 'MaxPool' },
};
const rectifiers = new Set([
  ...['Elu', 'LeakyRelu', 'Prelu', 'Relu', 'Relu6', 'Selu', 'Sigmoid', 'Softplus', 'Tanh'],
]);

// A node into which the converter has put a rectifier counts as that.
function ruleOperation({ op, attr }: Node): string {
  const fused = Object(attr?.fused_ops?.list) as { s?: unknown };
  const names = Array.isArray(fused.s) ? fused.s : [];
  const isRectifier = [
    op,
    ...names.map((name) => Buffer.from(String(name), 'base64').toString()),
  ].some((name) => rectifiers.has(name));
  return isRectifier ? 'Relu' : (namesInOnnx[op] ?? op);
}
