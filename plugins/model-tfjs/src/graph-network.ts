import type { GraphModel, Tensor } from '@tensorflow/tfjs';
import type { UnusableLayer } from '@ventral/core';
import { type GraphLayer, type ImageInput, inputShape } from '@ventral/network';
import { cutValues, findImageAxis } from '@ventral/onnx';
import type { TensorFlowFunctions } from '@ventral/tensorflow';
import { type GraphNode, graphNodes, randomOperations } from './graph-nodes.ts';
import { inputType, openSizes, type ReadyNetwork, type TfjsNetwork } from './tfjs-network.ts';

// Where the file takes any number of images: the axis whose size follows theirs counts them.
const someBatch = 2;
const otherBatch = 3;
interface FoundLayers extends Pick<ReadyNetwork, 'layers' | 'ruleLayers' | 'unusable'> {
  readonly imageAxes: ReadonlyMap<string, number | undefined>;
}

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
      const { imageAxes, ...found } = findLayers(tf, model, nodes, input);
      return {
        ...found,
        random: randomOperations(topology),
        tap: (names) => (images) =>
          execute(model, { [input.name]: images }, names).map((value, index) =>
            imagesFirst(tf, value, imageAxes.get(names[index] as string)),
          ),
      };
    },
    dispose: () => void model.dispose(),
  };
}

/** Sizes are seen when some black images are shown: files do not state them. */
function findLayers(
  tf: TensorFlowFunctions,
  model: GraphModel,
  nodes: readonly GraphNode[],
  input: ImageInput,
): FoundLayers {
  const batch = input.batch ?? someBatch;
  const names = nodes.map((node) => node.name);
  const show = (images: number) =>
    execute(model, { [input.name]: tf.zeros(inputShape(input, images)) }, names);
  const values = show(batch);
  const isNumeric = ({ dtype }: Tensor) => dtype === 'float32' || dtype === 'int32';
  const isPlain = ({ shape }: Tensor) =>
    shape.indexOf(batch) === 0 && shape.lastIndexOf(batch) === 0;
  const isCertain = input.batch !== undefined || values.every(isPlain);
  const others = isCertain ? [] : show(otherBatch);
  const steps = nodes.map((node) => ({ reads: node.reads, makes: [node.name] }));
  const cuts = cutValues(steps, [input.name]);
  const layers: GraphLayer[] = [];
  const ruleLayers: GraphLayer[] = [];
  const unusable: UnusableLayer[] = [];
  const imageAxes = new Map<string, number | undefined>();
  for (const [index, { name, operation, ruleOperation }] of nodes.entries()) {
    const value = values[index] as Tensor;
    if (!isNumeric(value) || value.shape.length === 0) continue;
    const other = others[index]?.shape;
    const axis = findImageAxis(
      { images: batch, sizes: value.shape },
      other && { images: otherBatch, sizes: other },
    );
    if ('unusable' in axis) {
      unusable.push({ name, operation, reason: axis.unusable });
      continue;
    }
    const shape = value.shape.filter((_, place) => place !== axis.axis);
    imageAxes.set(name, axis.axis);
    layers.push({ name, operation, shape, isCut: cuts.has(name) });
    ruleLayers.push({ name, operation: ruleOperation, shape, isCut: cuts.has(name) });
  }
  return { layers, ruleLayers, unusable, imageAxes };
}

function imagesFirst(tf: TensorFlowFunctions, value: Tensor, axis: number | undefined): Tensor {
  if (axis === 0) return value;
  if (axis === undefined) return tf.expandDims(value, 0);
  const others = value.shape.map((_, index) => index).filter((index) => index !== axis);
  return tf.transpose(value, [axis, ...others]);
}

function execute(
  model: GraphModel,
  inputs: Record<string, Tensor>,
  names: readonly string[],
): readonly Tensor[] {
  const values = model.execute(inputs, [...names]);
  return Array.isArray(values) ? values : [values];
}
