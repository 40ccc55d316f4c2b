import { encodeConstant, type GraphConstant } from './build-model.ts';
import type { OnnxModel } from './onnx-model.ts';
import { readWeight } from './weights.ts';

/** The model with other values of some of its weights; all else is shared, not copied. */
export function replaceWeights(model: OnnxModel, weights: readonly GraphConstant[]): OnnxModel {
  const replacements = new Map(weights.map((weight) => [weight.name, weight]));
  const initializer = model.graph.initializer.map((bytes) => {
    const weight = replacements.get(readWeight(bytes).name);
    return weight === undefined ? bytes : encodeConstant(weight);
  });
  return { ...model, graph: { ...model.graph, initializer } };
}
