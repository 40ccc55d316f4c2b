import { create } from '@bufbuild/protobuf';
import { type ElementType, elementTypeCode } from './element-type.ts';
import { type GraphProto, type NodeProto, ValueInfoProtoSchema } from './generated/onnx_pb.ts';
import { type ModelInput, modelInputs } from './model-inputs.ts';
import { type OnnxModel, withConstantWeights } from './onnx-model.ts';
import { openSession } from './session.ts';
import { namesReadBy } from './subgraphs.ts';
import { valueInfo } from './value-info.ts';
import { readWeight } from './weights.ts';

/** A value inside a network that can be read: one row of numbers an image. */
export interface ModelLayer {
  readonly name: string;
  /** The ONNX operator that computes it, such as `Conv`. */
  readonly operation: string;
  readonly type: ElementType;
  /** Sizes for one image (channels x height x width, say); undefined where the file leaves them open. */
  readonly shape: readonly (number | undefined)[];
}

// Where the file takes any number of images: a number that no other size is likely to have, so
// that values with one row an image can be told from others.
const someBatch = 31;
// Weights smaller than this may be sizes that shapes depend on.
const constantBytes = 1024;
// Their further outputs are by-products: a mask, indices, statistics of training.
const hasOneLayer = new Set(['BatchNormalization', 'Dropout', 'LayerNormalization', 'MaxPool']);

/**
 * The values a network computes from its images, in the order of computation: every tensor of
 * numbers with one row an image. Constants, arithmetic on sizes, and values inside the subgraphs
 * of `If` and `Loop` are no layers.
 *
 * Sizes come from the runtime, for a copy of the graph that takes its weights as inputs: no weight
 * is loaded and nothing is computed.
 *
 * @param sizes full sizes of inputs whose height or width the file leaves open
 * @throws VentralError `MODEL_UNREADABLE` where the runtime refuses the graph
 */
export async function listLayers(
  model: OnnxModel,
  sizes: Readonly<Record<string, readonly number[]>> = {},
): Promise<readonly ModelLayer[]> {
  const inputs = modelInputs(model).map((input) => ({
    ...input,
    shape:
      sizes[input.name] ??
      input.shape.map((size, axis) => (axis === 0 ? (size ?? someBatch) : size)),
  }));
  const batch = inputs[0]?.shape[0];
  await using session = await openSession(weightless(model, inputs));
  const values = new Map(session.outputs.map((value) => [value.name, value]));
  return imageNodes(model.graph, inputs).flatMap(({ opType, output }) =>
    (hasOneLayer.has(opType) ? output.slice(0, 1) : output).flatMap((name) => {
      const { type, shape: [rows, ...shape] = [] } = values.get(name) ?? {};
      if (type === undefined || type === 'string' || type === 'bool') return [];
      if (rows === undefined || (typeof rows === 'number' && rows !== batch)) return [];
      return {
        name,
        operation: opType,
        type,
        shape: shape.map((size) => (typeof size === 'number' ? size : undefined)),
      };
    }),
  );
}

/** The nodes whose outputs depend on what images show, rather than on their sizes alone. */
function imageNodes(graph: GraphProto, inputs: readonly ModelInput[]): readonly NodeProto[] {
  const dependent = new Set(inputs.map((input) => input.name));
  return graph.node.filter((node) => {
    if (node.opType === 'Shape' || node.opType === 'Size') return false;
    if (!namesReadBy(node).some((name) => dependent.has(name))) return false;
    for (const output of node.output) dependent.add(output);
    return true;
  });
}

/** The graph with large weights as inputs and every value as an output. */
function weightless(model: OnnxModel, inputs: readonly ModelInput[]): OnnxModel {
  const { graph } = model;
  return {
    ...model,
    header: withConstantWeights(model.header),
    graph: {
      ...graph,
      initializer: graph.initializer.filter((bytes) => bytes.length <= constantBytes),
      input: [
        ...inputs.map(({ name, type, shape }) =>
          valueInfo(name, type === undefined ? 0 : elementTypeCode(type), shape),
        ),
        ...graph.initializer
          .filter((bytes) => bytes.length > constantBytes)
          .map(readWeight)
          .map(({ name, dataType, dims }) => valueInfo(name, dataType, dims.map(Number))),
      ],
      output: graph.node
        .flatMap((node) => node.output)
        .filter((name) => name !== '')
        .map((name) => create(ValueInfoProtoSchema, { name })),
      valueInfo: [],
    },
  };
}
