import { create } from '@bufbuild/protobuf';
import { cutValues } from './cut-values.ts';
import { type ElementType, elementTypeCode } from './element-type.ts';
import { ValueInfoProtoSchema } from './generated/onnx_pb.ts';
import { imageNodes } from './image-nodes.ts';
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
  /**
   * Whether the network can be cut here: nothing later reads anything computed before this value.
   * So it is on no branch, or it is where branches meet.
   */
  readonly isCut: boolean;
}

// Where the file takes any number of images: a number that no other size is likely to have, so
// that values with one row an image can be told from others.
const someBatch = 31;
// Weights of so few numbers may be sizes that shapes depend on.
const fewNumbers = 64;
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
 * @param sizes sizes of inputs whose height or width the file leaves open, batch included
 * @throws VentralError `MODEL_UNREADABLE` where the runtime refuses the graph
 */
export async function listLayers(
  model: OnnxModel,
  sizes: Readonly<Record<string, readonly (number | undefined)[]>> = {},
): Promise<readonly ModelLayer[]> {
  const inputs = modelInputs(model).map((input) => {
    const [batch = someBatch, ...rest] = sizes[input.name] ?? input.shape;
    return { ...input, shape: [batch, ...rest] };
  });
  const batch = inputs[0]?.shape[0];
  await using session = await openSession(weightless(model, inputs));
  const values = new Map(session.outputs.map((value) => [value.name, value]));
  const names = inputs.map((input) => input.name);
  const nodes = imageNodes(model.graph, names);
  const steps = nodes.map((node) => ({ reads: namesReadBy(node), makes: node.output }));
  const cuts = cutValues(steps, names);
  return nodes.flatMap(({ opType, output }) =>
    (hasOneLayer.has(opType) ? output.slice(0, 1) : output).flatMap((name) => {
      const { type, shape: [rows, ...shape] = [] } = values.get(name) ?? {};
      if (type === undefined || type === 'string' || type === 'bool') return [];
      if (rows === undefined || (typeof rows === 'number' && rows !== batch)) return [];
      return {
        name,
        operation: opType,
        type,
        shape: shape.map((size) => (typeof size === 'number' ? size : undefined)),
        isCut: cuts.has(name),
      };
    }),
  );
}

/** The graph with all but the smallest weights as inputs, and every value as an output. */
function weightless(model: OnnxModel, inputs: readonly ModelInput[]): OnnxModel {
  const { graph } = model;
  const isSmall = (bytes: Uint8Array) =>
    readWeight(bytes).dims.reduce((product, size) => product * Number(size), 1) <= fewNumbers;
  return {
    ...model,
    header: withConstantWeights(model.header),
    graph: {
      ...graph,
      initializer: graph.initializer.filter(isSmall),
      input: [
        ...inputs.map(({ name, type, shape }) =>
          valueInfo(name, type === undefined ? 0 : elementTypeCode(type), shape),
        ),
        ...graph.initializer
          .filter((bytes) => !isSmall(bytes))
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
