import { create } from '@bufbuild/protobuf';
import { type ElementType, elementTypeCode } from './element-type.ts';
import { ValueInfoProtoSchema } from './generated/onnx_pb.ts';
import type { ModelInput } from './model-inputs.ts';
import { type OnnxModel, withConstantWeights } from './onnx-model.ts';
import { openSession } from './open-session.ts';
import { valueInfo } from './value-info.ts';
import { readWeight } from './weights.ts';

/** What the runtime finds of a value before anything is computed. */
export interface InferredValue {
  /** Undefined for what is no tensor of a common type. */
  readonly type: ElementType | undefined;
  /** Sizes; a word, maybe an empty one, where one is not known. */
  readonly sizes: readonly (number | string)[];
}

// Weights of so few numbers may be sizes that shapes depend on.
const fewNumbers = 64;

/**
 * The type and the sizes of every value that nodes of the graph compute, by name. They come from the
 * runtime, for a copy of the graph that takes its weights as inputs: no weight is loaded and nothing is
 * computed.
 *
 * @param inputs the inputs of the model, with the sizes that are to be assumed
 * @throws VentralError `MODEL_UNREADABLE` where the runtime refuses the graph
 */
export async function inferValues(
  model: OnnxModel,
  inputs: readonly ModelInput[],
): Promise<ReadonlyMap<string, InferredValue>> {
  await using session = await openSession(weightless(model, inputs));
  return new Map(session.outputs.map(({ name, type, shape }) => [name, { type, sizes: shape }]));
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
