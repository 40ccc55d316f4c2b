import type { NdArray } from '@ventral/arrays';
import type { ModelGraph } from '@ventral/onnx';
import { checkArray } from './check-task.ts';
import { layeredGraph } from './layered-graph.ts';
import type { Network } from './network.ts';
import { planNetwork } from './network-plan.ts';
import type { NamedArrays } from './training-engine.ts';

/**
 * A network with its parameters as a graph of its own, in float32. Inputs: the samples of each input
 * layer; output: the last layer. Every layer's value has the layer's name.
 *
 * @throws VentralError `OPTION_INVALID` for a network whose layers do not fit together
 * @throws VentralError `SHAPE_MISMATCH` naming the parameter that does not fit
 */
export function trainedGraph(network: Network, parameters: NamedArrays): ModelGraph {
  const plan = planNetwork(network);
  const { inputs, initializers = [], ...graph } = layeredGraph(plan, 'float32');
  const constants = Object.entries(plan.parameters).map(([name, { shape }]) => {
    checkArray(`The parameter '${name}'`, parameters[name], shape);
    const { values } = parameters[name] as NdArray;
    return { name, shape, values: Float32Array.from(values) };
  });
  return {
    ...graph,
    inputs: inputs.filter(({ name }) => !(name in plan.parameters)),
    initializers: [...initializers, ...constants],
  };
}
