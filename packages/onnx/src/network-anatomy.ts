import { elementTypeOf } from './element-type.ts';
import type { GraphProto, NodeProto, TensorProto } from './generated/onnx_pb.ts';
import { imageNodes } from './image-nodes.ts';
import { modelInputs } from './model-inputs.ts';
import type { OnnxModel } from './onnx-model.ts';
import { namesReadBy, subgraphsOf } from './subgraphs.ts';
import { readWeight } from './weights.ts';

/** How a network is built, counted on its graph: `NetworkAnatomy` of `@ventral/core` says what each is. */
export interface GraphAnatomy {
  readonly parameters: number;
  readonly weightedLayers: number;
  readonly depth: number;
  readonly connections: number;
  readonly skips: number;
  readonly recurrentOperators: number;
  readonly reusedWeights: number;
  readonly mostUses: number;
  readonly depths: ReadonlyMap<string, number>;
}

const multiplying = new Set([
  ...['Conv', 'ConvTranspose', 'ConvInteger', 'QLinearConv', 'FusedConv'],
  ...['Gemm', 'MatMul', 'MatMulInteger', 'QLinearMatMul', 'FusedMatMul', 'FusedGemm'],
]);
const recurrent = new Set(['LSTM', 'GRU', 'RNN', 'Loop', 'Scan']);
const countedTypes = new Set(['float16', 'float32', 'float64', 'int8', 'uint8']);

/**
 * Counts how a network is built: weighted layers, the ways between them, weights and what is used again.
 *
 * Weighted layers are operators that multiply what comes from the image by constants, and recurrent ones; what lies
 * inside a `Loop` or `Scan` counts as one. A product of two values that both come from the image, as in attention, is
 * none. Constants that are worked on before they are used, such as transposed or quantized ones, are those that they
 * come from.
 */
export function networkAnatomy(model: OnnxModel): GraphAnatomy {
  const { graph } = model;
  const inputs = modelInputs(model).map(({ name }) => name);
  const nodes = imageNodes(graph, inputs);
  const fromImage = new Set([...inputs, ...nodes.flatMap(({ output }) => output)]);
  const constants = constantRoots(graph, fromImage);
  const ways = followWays(nodes, fromImage);
  const uses = new Map<string, number>();
  for (const node of ways.weighted) {
    for (const root of weightRoots(node, fromImage, constants)) {
      uses.set(root, (uses.get(root) ?? 0) + 1);
    }
  }
  const counts = [...uses.values()];
  return {
    parameters: countParameters(graph, nodes, constants),
    weightedLayers: ways.weighted.length,
    depth: Math.max(0, ...ways.depths.values()),
    connections: ways.connections,
    skips: ways.skips,
    recurrentOperators: nodes.filter(({ opType }) => recurrent.has(opType)).length,
    reusedWeights: counts.filter((count) => count > 1).length,
    mostUses: Math.max(0, ...counts),
    depths: ways.depths,
  };
}

interface Ways {
  readonly weighted: readonly NodeProto[];
  readonly depths: ReadonlyMap<string, number>;
  readonly connections: number;
  readonly skips: number;
}

function followWays(nodes: readonly NodeProto[], fromImage: ReadonlySet<string>): Ways {
  const depths = new Map<string, number>();
  // Of each value, the weighted layers that it comes from, by index, with none between.
  const nearest = new Map<string, ReadonlySet<number>>();
  const weighted: NodeProto[] = [];
  const depthOf: number[] = [];
  let [connections, skips] = [0, 0];
  for (const node of nodes) {
    const read = namesReadBy(node).filter((name) => fromImage.has(name));
    const sources = unionOf(read.map((name) => nearest.get(name)));
    const isWeighted = isWeightedLayer(node, fromImage);
    const depth = Math.max(0, ...read.map((name) => depths.get(name) ?? 0)) + Number(isWeighted);
    if (isWeighted) {
      connections += sources.size;
      for (const source of sources) if (depth - (depthOf[source] as number) > 1) skips += 1;
      depthOf.push(depth);
      weighted.push(node);
    }
    const own = isWeighted ? new Set([weighted.length - 1]) : sources;
    for (const name of node.output) {
      if (name === '') continue;
      depths.set(name, depth);
      nearest.set(name, own);
    }
  }
  return { weighted, depths, connections, skips };
}

function unionOf(sets: readonly (ReadonlySet<number> | undefined)[]): ReadonlySet<number> {
  const known = sets.filter((set) => set !== undefined);
  const [only, ...others] = known;
  if (only === undefined) return new Set();
  return others.length === 0 ? only : new Set(known.flatMap((set) => [...set]));
}

function isWeightedLayer(node: NodeProto, fromImage: ReadonlySet<string>): boolean {
  if (recurrent.has(node.opType)) return true;
  return multiplying.has(node.opType) && !operands(node).every((name) => fromImage.has(name));
}

/** What a weighted layer multiplies: what comes from the image, and weights. */
function operands({ opType, input }: NodeProto): readonly string[] {
  // QLinear: value, scale and zero point of the one, then of the other.
  const places = opType.startsWith('QLinear') ? [0, 3] : [0, 1];
  const all = recurrent.has(opType) ? input.slice(1, 3) : places.map((place) => input[place]);
  return all.filter((name) => name !== undefined && name !== '') as string[];
}

function weightRoots(
  node: NodeProto,
  fromImage: ReadonlySet<string>,
  constants: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  // What a Loop or Scan repeats is inside.
  if (subgraphsOf(node).length > 0) return [];
  const own = operands(node).filter((name) => !fromImage.has(name));
  return [...new Set(own.flatMap((name) => constants.get(name)?.[0] ?? []))];
}

/** Of each constant, those that the file brings along and that it comes from, the main one first. */
function constantRoots(
  graph: GraphProto,
  fromImage: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const roots = new Map<string, readonly string[]>();
  for (const bytes of graph.initializer) {
    const { name } = readWeight(bytes);
    roots.set(name, [name]);
  }
  for (const node of graph.node) {
    if (node.output.some((name) => fromImage.has(name))) continue;
    const read = [...new Set(namesReadBy(node).flatMap((name) => roots.get(name) ?? []))];
    for (const name of node.output) roots.set(name, node.opType === 'Constant' ? [name] : read);
  }
  return roots;
}

function countParameters(
  graph: GraphProto,
  nodes: readonly NodeProto[],
  constants: ReadonlyMap<string, readonly string[]>,
): number {
  const used = new Set(nodes.flatMap(namesReadBy).flatMap((name) => constants.get(name) ?? []));
  let total = 0;
  const add = (tensor: TensorProto) => {
    const size = tensor.dims.reduce((product, length) => product * Number(length), 1);
    if (size > 1 && countedTypes.has(elementTypeOf(tensor.dataType) ?? '')) total += size;
  };
  for (const bytes of graph.initializer) {
    const tensor = readWeight(bytes);
    if (used.has(tensor.name)) add(tensor);
  }
  for (const node of graph.node) {
    if (node.opType === 'Constant' && node.output.some((name) => used.has(name))) {
      for (const { t } of node.attribute) if (t !== undefined) add(t);
    }
  }
  // Weights that lie inside a Loop or Scan, or another graph of a node.
  const inner = nodes.flatMap(subgraphsOf);
  for (const sub of inner) {
    for (const bytes of sub.initializer) add(readWeight(bytes));
    for (const node of sub.node) {
      inner.push(...subgraphsOf(node));
      if (node.opType !== 'Constant') continue;
      for (const { t } of node.attribute) if (t !== undefined) add(t);
    }
  }
  return total;
}
