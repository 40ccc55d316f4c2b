import { createGraphWriter } from '@ventral/gradients';
import type { ModelGraph } from '@ventral/onnx';
import { kindOf } from './layers/layer-kinds.ts';
import type { NetworkPlan } from './network-plan.ts';
import type { Precision } from './tensors.ts';

/**
 * A network of layers as a graph. Inputs: the samples of each input layer and every parameter, by name;
 * output: the last layer.
 */
export function layeredGraph(plan: NetworkPlan, precision: Precision): ModelGraph {
  const graph = createGraphWriter(precision);
  for (const place of plan.places) kindOf(place.layer).forward(place, graph);
  const value = (name: string, shape: readonly (number | string)[]) => ({
    name,
    type: precision,
    shape,
  });
  const batch = (name: string) => value(name, ['samples', ...(plan.shapes[name] ?? [])]);
  return {
    inputs: [
      ...plan.inputs.map(({ name }) => batch(name)),
      ...Object.entries(plan.parameters).map(([name, { shape }]) => value(name, shape)),
    ],
    outputs: [batch(plan.output)],
    nodes: graph.nodes,
    initializers: graph.constants,
  };
}
