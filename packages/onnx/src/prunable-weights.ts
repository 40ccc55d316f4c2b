import { hasFloats } from './float-weights.ts';
import type { GraphProto, NodeProto, TensorProto } from './generated/onnx_pb.ts';
import type { HeldTensor } from './graph-tensors.ts';
import { subgraphsOf } from './subgraphs.ts';
import { readWeight } from './weights.ts';

/** A constant that a convolution or a matrix product multiplies with. */
export interface PrunableWeight {
  /** What the first of the nodes that use it computes. */
  readonly layer: string;
  /** The ONNX operator of that node. */
  readonly operation: string;
  readonly held: HeldTensor;
  readonly tensor: TensorProto;
}

type Constant = Pick<PrunableWeight, 'held' | 'tensor'>;

// The inputs that are multiplied with; a bias is none.
const factors: Readonly<Record<string, readonly number[]>> = {
  Conv: [1],
  ConvTranspose: [1],
  Gemm: [0, 1],
  MatMul: [0, 1],
};
// What exporters put between a weight and its use: a zero in it stays a zero.
const rearrangements = new Set([
  ...['Cast', 'Flatten', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze'],
]);

/**
 * The weights of convolutions and matrix products, in the order of first use, each once however many
 * nodes share it. Found are constants of half, single and double precision, among initializers and
 * `Constant` nodes, in subgraphs too, also behind a `Transpose` or the like; not those of sparse
 * initializers, nor quantised ones.
 */
export function prunableWeights(graph: GraphProto): readonly PrunableWeight[] {
  const found = new Map<HeldTensor, PrunableWeight>();
  collect(graph, new Map(), found);
  return [...found.values()];
}

function collect(
  graph: GraphProto,
  around: ReadonlyMap<string, Constant>,
  found: Map<HeldTensor, PrunableWeight>,
): void {
  const constants = new Map(around);
  for (const held of graph.initializer) {
    const tensor = readWeight(held);
    constants.set(tensor.name, { held, tensor });
  }
  for (const node of graph.node) {
    for (const subgraph of subgraphsOf(node)) collect(subgraph, constants, found);
    if (node.domain !== '' && node.domain !== 'ai.onnx') continue;
    const { opType: operation, output, input } = node;
    const [layer = ''] = output;
    const passedOn = constantOf(node, constants);
    if (passedOn !== undefined) constants.set(layer, passedOn);
    for (const index of factors[operation] ?? []) {
      const constant = constants.get(input[index] ?? '');
      if (constant === undefined || !hasFloats(constant.tensor)) continue;
      if (!found.has(constant.held)) found.set(constant.held, { layer, operation, ...constant });
    }
  }
}

/** The constant that a node brings or hands on. */
function constantOf(
  { opType, input, attribute }: NodeProto,
  constants: ReadonlyMap<string, Constant>,
): Constant | undefined {
  if (rearrangements.has(opType)) return constants.get(input[0] ?? '');
  if (opType !== 'Constant') return undefined;
  const tensor = attribute.find(({ name }) => name === 'value')?.t;
  return tensor === undefined ? undefined : { held: tensor, tensor };
}
