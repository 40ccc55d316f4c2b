import type { Model } from '@ventral/core';
import { type Preprocessing, preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { buildModel } from '@ventral/onnx';

/** Pixels a side of its input. */
export const side = 32;
const length = 3 * side * side;

/** Of each class, what a channel of a pixel adds to its score, in the order of the network's input. */
export const weights = [0, 1].map((one) =>
  Float32Array.from({ length }, (_, place) => Math.sin((one + 1) * place + 0.3) / 100),
);

/** Two scores, each a weighted sum of pixels, so that its slopes are known. */
export function linearNetwork(preprocessing: Preprocessing = preprocessings.torch): Model {
  const values = Float32Array.from({ length: 2 * length }, (_, place) => {
    return weights[place % 2]![Math.floor(place / 2)]!;
  });
  const network = buildModel({
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, side, side] }],
    outputs: [{ name: 'logits', type: 'float32', shape: ['n', 2] }],
    initializers: [{ name: 'matrix', shape: [length, 2], values }],
    nodes: [
      { operation: 'Flatten', inputs: ['image'], outputs: ['flat'] },
      { operation: 'MatMul', inputs: ['flat', 'matrix'], outputs: ['logits'] },
    ],
  });
  return networkModel({ id: 'linear', title: 'Linear', network: () => network, preprocessing });
}
