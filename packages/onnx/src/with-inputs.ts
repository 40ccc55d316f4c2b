import { describeValue, type GraphValue } from './build-model.ts';
import { type OnnxModel, withConstantWeights } from './onnx-model.ts';
import { readWeight } from './weights.ts';

/** The model with these inputs in place of its own; a weight of such a name is no longer there. */
export function withInputs(model: OnnxModel, inputs: readonly GraphValue[]): OnnxModel {
  const { graph } = model;
  const names = new Set(inputs.map(({ name }) => name));
  return {
    ...model,
    header: withConstantWeights(model.header),
    graph: {
      ...graph,
      input: inputs.map(describeValue),
      initializer: graph.initializer.filter((bytes) => !names.has(readWeight(bytes).name)),
      valueInfo: [],
    },
  };
}
