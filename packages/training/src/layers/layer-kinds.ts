import type { NetworkLayer } from '../network.ts';
import { concatenate } from './concatenate.ts';
import { dense } from './dense.ts';
import { input } from './input.ts';
import type { LayerKind } from './layer-kind.ts';
import { relu } from './relu.ts';

const layerKinds: { [Kind in NetworkLayer['kind']]: LayerKind<NetworkLayer & { kind: Kind }> } = {
  input,
  dense,
  relu,
  concatenate,
};

/** What is known of a layer's kind. */
export function kindOf(layer: NetworkLayer): LayerKind<NetworkLayer> {
  return layerKinds[layer.kind] as LayerKind<NetworkLayer>;
}
