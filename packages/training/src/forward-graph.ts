import type { ModelGraph } from '@ventral/onnx';
import { createGraphWriter, type Precision } from './graph-writer.ts';
import { addForward } from './loss-gradients.ts';
import type { NetworkPlan } from './network-plan.ts';

/**
 * A network as a graph. Inputs: the samples of each input layer and every parameter, by name;
 * outputs: the value of every other layer.
 */
export function forwardGraph(plan: NetworkPlan, precision: Precision): ModelGraph {
  const graph = createGraphWriter(precision);
  addForward(plan, graph);
  const batch = (name: string) => ({
    name,
    type: precision,
    shape: ['samples', ...(plan.shapes[name] ?? [])],
  });
  const computed = plan.places.filter(({ layer }) => layer.kind !== 'input');
  return {
    inputs: [
      ...plan.inputs.map(({ name }) => batch(name)),
      ...Object.entries(plan.parameters).map(([name, { shape }]) => ({
        name,
        type: precision,
        shape,
      })),
    ],
    outputs: computed.map(({ output }) => batch(output)),
    nodes: graph.nodes,
    initializers: graph.initializers,
  };
}
