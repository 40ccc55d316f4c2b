import type { GrowingGraph } from '@ventral/onnx';
import { networkParts } from './network-parts.ts';
import type { WeightSource } from './weights.ts';

const areas = [
  { name: 'V1', from: 3, to: 64, size: 7, stride: 2 },
  { name: 'V2', from: 64, to: 128, size: 3, stride: 1 },
  { name: 'V4', from: 128, to: 256, size: 3, stride: 1 },
  { name: 'IT', from: 256, to: 512, size: 3, stride: 1 },
];

/**
 * CORnet-Z: in each area a convolution, a rectifier and a maximum over 3 x 3 places.
 *
 * Reference: https://doi.org/10.1101/408385 (Kubilius et al. 2018)
 */
export function cornetZ(weights: WeightSource, classes?: number): GrowingGraph {
  const parts = networkParts(weights, classes);
  let seen = 'image';
  for (const { name, from, to, size, stride } of areas) {
    const filter = parts.filter(`${name}.filter`, to, from, size);
    const bias = parts.constant(`${name}.bias`, 'bias', to);
    const convolved = parts.convolve(seen, filter, `${name}.convolved`, { size, stride, bias });
    seen = parts.maxPool(parts.relu(convolved, `${name}.rectified`), name);
  }
  parts.decode(seen, 512);
  return parts.graph;
}
