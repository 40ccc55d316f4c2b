import { listWeights, type NodeProto, type OnnxModel, subgraphsOf } from '@ventral/onnx';

/** Every name that a model, or a graph inside its nodes, gives to a value. */
export function namesIn(model: OnnxModel): ReadonlySet<string> {
  const { graph } = model;
  const names = new Set([...graph.input, ...listWeights(model)].map(({ name }) => name));
  const visit = (nodes: readonly NodeProto[]) => {
    for (const node of nodes) {
      for (const name of [...node.input, ...node.output]) names.add(name);
      for (const inner of subgraphsOf(node)) visit(inner.node);
    }
  };
  visit(graph.node);
  return names;
}
