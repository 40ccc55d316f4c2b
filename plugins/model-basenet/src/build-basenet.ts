import { buildModel, type ModelGraph } from '@ventral/onnx';
import { type NamedArrays, type Network, trainedGraph } from '@ventral/training';
import { inputName } from './basenet-network.ts';

/**
 * Builds a BaseNet as an ONNX network that takes colour images, `n x 3 x height x width`, and sees
 * the mean of their colours.
 *
 * @throws VentralError `SHAPE_MISMATCH` naming the parameter that does not fit the network
 */
export function buildBasenet(network: Network, parameters: NamedArrays): Uint8Array {
  return buildModel(basenetGraph(network, parameters));
}

/** The same as a graph. */
export function basenetGraph(network: Network, parameters: NamedArrays): ModelGraph {
  const { inputs, outputs, nodes, initializers = [] } = trainedGraph(network, parameters);
  const grey = {
    operation: 'ReduceMean',
    inputs: ['image'],
    outputs: [inputName],
    attributes: { axes: { ints: [1] } },
  };
  return {
    inputs: inputs.map(({ type, shape: [images = 'n', , ...sides] }) => ({
      name: 'image',
      type,
      shape: [images, 3, ...sides],
    })),
    outputs,
    nodes: [grey, ...nodes],
    initializers,
  };
}
