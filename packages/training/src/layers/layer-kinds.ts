import type { NetworkLayer } from '../network.ts';
import { concatenate } from './concatenate.ts';
import { conv2d } from './conv2d.ts';
import { dense } from './dense.ts';
import { flatten } from './flatten.ts';
import { input } from './input.ts';
import type { LayerKind } from './layer-kind.ts';
import { maxPool2d } from './max-pool2d.ts';
import { relu } from './relu.ts';

const layerKinds: { [Kind in NetworkLayer['kind']]: LayerKind<NetworkLayer & { kind: Kind }> } = {
  input,
  dense,
  relu,
  concatenate,
  conv2d,
  maxPool2d,
  flatten,
};

/** What is known of a layer's kind. */
export function kindOf(layer: NetworkLayer): LayerKind<NetworkLayer> {
  return layerKinds[layer.kind] as LayerKind<NetworkLayer>;
}
