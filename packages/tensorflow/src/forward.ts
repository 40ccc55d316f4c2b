import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import type { NetworkLayer, NetworkPlan, Windows } from '@ventral/training';
import type { TensorFlowFunctions } from './tensorflow.ts';

/** Tensors by name of a layer or parameter. */
export type Tensors = Readonly<Record<string, Tensor>>;

/**
 * Computes every layer of a network.
 *
 * @param samples by input layer
 * @returns the value of each layer, inputs included
 */
export function computeLayers(
  tf: TensorFlowFunctions,
  { places }: NetworkPlan,
  samples: Tensors,
  parameters: Tensors,
): Tensors {
  const values: Record<string, Tensor> = {};
  for (const { layer, inputs, output, parameter } of places) {
    const read = inputs.map((name) => values[name] as Tensor);
    const learned = (name: string) => parameters[parameter(name)] as Tensor;
    values[output] =
      layer.kind === 'input'
        ? (samples[layer.name] as Tensor)
        : computeLayer(tf, layer, read, learned);
  }
  return values;
}

function computeLayer(
  tf: TensorFlowFunctions,
  layer: Exclude<NetworkLayer, { kind: 'input' }>,
  inputs: readonly Tensor[],
  parameter: (name: string) => Tensor,
): Tensor {
  const x = inputs[0] as Tensor;
  switch (layer.kind) {
    case 'dense':
      return tf.add(tf.matMul(x, parameter('kernel')), parameter('bias'));
    case 'relu':
      return tf.relu(x);
    case 'concatenate':
      return tf.concat([...inputs], 1);
    case 'flatten':
      return tf.reshape(x, [x.shape[0] as number, -1]);
    case 'conv2d': {
      // Filters come as filters x channels x rows x columns.
      const kernel = tf.transpose(parameter('kernel'), [2, 3, 1, 0]) as Tensor4D;
      const { stride, padding } = filledIn(layer.windows);
      return channelsFirst(tf, x, (images) =>
        tf.add(tf.conv2d(images, kernel, stride, padding, 'NHWC', 1, 'floor'), parameter('bias')),
      );
    }
    case 'maxPool2d': {
      const { size, stride, padding } = filledIn(layer.windows);
      return channelsFirst(tf, x, (images) => tf.maxPool(images, size, stride, padding, 'floor'));
    }
  }
}

/** Computes with channels last, as TensorFlow.js has them, on images whose channels are first. */
function channelsFirst(
  tf: TensorFlowFunctions,
  images: Tensor,
  compute: (images: Tensor4D) => Tensor,
): Tensor {
  return tf.transpose(compute(tf.transpose(images, [0, 2, 3, 1]) as Tensor4D), [0, 3, 1, 2]);
}

function filledIn({ size, stride = 1, padding = 0 }: Windows): Required<Windows> {
  return { size, stride, padding };
}
