import type { GraphModel, Tensor } from '@tensorflow/tfjs';
import { type GraphLayer, type ImageInput, inputShape } from '@ventral/network';
import { cutValues } from '@ventral/onnx';
import type { TensorFlowFunctions } from '@ventral/tensorflow';
import { type GraphNode, graphNodes } from './graph-nodes.ts';
import { inputType, openSizes, type ReadyNetwork, type TfjsNetwork } from './tfjs-network.ts';

// Where the file takes any number of images: values with one row an image are found by it.
const someBatch = 2;

/**
 * A network of TensorFlow's operations: its layers are its nodes.
 *
 * @param topology the graph, as its file has it
 */
export function graphNetwork(
  model: GraphModel,
  topology: Readonly<Record<string, unknown>>,
): TfjsNetwork {
  const inputs = model.inputs.map((input) => ({
    name: input.name,
    type: inputType(input.dtype),
    shape: openSizes(input.shape),
  }));
  return {
    inputs,
    prepare(tf, input) {
      const nodes = graphNodes(topology, input.name);
      return {
        ...listLayers(tf, model, nodes, input),
        tap: (names) => (images) => execute(model, { [input.name]: images }, names),
      };
    },
    dispose: () => void model.dispose(),
  };
}

/** Sizes are seen when two black images are shown: files do not state them. */
function listLayers(
  tf: TensorFlowFunctions,
  model: GraphModel,
  nodes: readonly GraphNode[],
  input: ImageInput,
): Pick<ReadyNetwork, 'layers' | 'ruleLayers'> {
  const batch = input.batch ?? someBatch;
  const names = nodes.map((node) => node.name);
  const images = { [input.name]: tf.zeros(inputShape(input, batch)) };
  const values = execute(model, images, names);
  const steps = nodes.map((node) => ({ reads: node.reads, makes: [node.name] }));
  const cuts = cutValues(steps, [input.name]);
  const found = nodes.flatMap((node, index) => {
    const { shape, dtype } = values[index] as Tensor;
    if (shape[0] !== batch || (dtype !== 'float32' && dtype !== 'int32')) return [];
    const layer = { name: node.name, shape: shape.slice(1), isCut: cuts.has(node.name) };
    return [{ node, layer }];
  });
  const withOperation = (operationOf: (node: GraphNode) => string): readonly GraphLayer[] =>
    found.map(({ node, layer }) => ({ ...layer, operation: operationOf(node) }));
  return {
    layers: withOperation(({ operation }) => operation),
    ruleLayers: withOperation(({ ruleOperation }) => ruleOperation),
  };
}

function execute(
  model: GraphModel,
  inputs: Record<string, Tensor>,
  names: readonly string[],
): readonly Tensor[] {
  const values = model.execute(inputs, [...names]);
  return Array.isArray(values) ? values : [values];
}
