import { create } from '@bufbuild/protobuf';
import {
  describeValue,
  encodeConstant,
  type GraphConstant,
  type GraphValue,
} from './build-model.ts';
import { type NodeProto, ValueInfoProtoSchema } from './generated/onnx_pb.ts';
import { type OnnxModel, withConstantWeights } from './onnx-model.ts';

/** What a graph gets besides what it has. */
export interface ModelExtension {
  /** All nodes of the graph, in the order of computation. */
  readonly nodes: readonly NodeProto[];
  /** Inputs and constants to add. */
  readonly inputs?: readonly GraphValue[];
  readonly constants?: readonly GraphConstant[];
  /** Names of all outputs of the graph. */
  readonly outputs: readonly string[];
}

/** The model with other nodes and outputs, and with more inputs and constants; its weights are shared. */
export function extendModel(
  model: OnnxModel,
  { nodes, inputs = [], constants = [], outputs }: ModelExtension,
): OnnxModel {
  const { graph } = model;
  return {
    ...model,
    header: withConstantWeights(model.header),
    graph: {
      ...graph,
      node: [...nodes],
      input: [...graph.input, ...inputs.map(describeValue)],
      initializer: [...graph.initializer, ...constants.map(encodeConstant)],
      // Only names: the runtime finds types and sizes by itself.
      output: outputs.map((name) => create(ValueInfoProtoSchema, { name })),
      valueInfo: [],
    },
  };
}
