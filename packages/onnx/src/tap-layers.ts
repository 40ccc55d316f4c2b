import { create } from '@bufbuild/protobuf';
import { didYouMean, VentralError } from '@ventral/errors';
import { type NodeProto, ValueInfoProtoSchema } from './generated/onnx_pb.ts';
import { modelInputs } from './model-inputs.ts';
import { type OnnxModel, withConstantWeights } from './onnx-model.ts';
import { namesReadBy } from './subgraphs.ts';
import { readWeight } from './weights.ts';

/**
 * The model cut down to some of its values: they become its outputs, and only the nodes, weights
 * and inputs they need are left, so that later layers are neither loaded nor computed.
 *
 * @param names values computed by nodes of the graph, in the order wanted
 * @throws VentralError `LAYER_NOT_FOUND` for a name that no node computes, with the nearest names
 */
export function tapLayers(model: OnnxModel, names: readonly string[]): OnnxModel {
  const producers = new Map<string, NodeProto>();
  for (const node of model.graph.node) {
    for (const output of node.output) producers.set(output, node);
  }
  const needed = new Set<string>();
  const waiting = names.map((name) => {
    if (name !== '' && producers.has(name)) return name;
    throw new VentralError('LAYER_NOT_FOUND', `${model.name} has no layer '${name}'.`, {
      hint: `${didYouMean(name, producers.keys())}It has ${producers.size} layers.`,
    });
  });
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    const node = producers.get(name);
    if (node !== undefined) waiting.push(...namesReadBy(node));
  }
  const { graph } = model;
  const inputs = new Set(modelInputs(model).map((input) => input.name));
  return {
    ...model,
    header: withConstantWeights(model.header),
    graph: {
      ...graph,
      node: graph.node.filter(({ output }) => output.some((name) => needed.has(name))),
      initializer: graph.initializer.filter((bytes) => needed.has(readWeight(bytes).name)),
      sparseInitializer: graph.sparseInitializer.filter(
        ({ values }) => values !== undefined && needed.has(values.name),
      ),
      input: graph.input.filter(({ name }) => inputs.has(name) && needed.has(name)),
      // Only names: the runtime finds types and sizes by itself, while what a file says of values
      // in between may be wrong for another batch size.
      output: [...new Set(names)].map((name) => create(ValueInfoProtoSchema, { name })),
      valueInfo: [],
    },
  };
}
