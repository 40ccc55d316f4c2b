import type { Model } from '@ventral/core';
import { preprocessings } from '@ventral/images';
import { type NetworkDescription, networkModel } from '@ventral/network';
import { buildCornet, type CornetVariant, imageSize } from './cornets.ts';
import { randomWeights } from './random-weights.ts';

const layerNames = /^(V1|V2|V4|IT)(\.step\d)?$|^decoder(\.average)?$/;

/** Areas are called as those of the brain that they stand for. */
export const regionLayers = {
  ...{ V1: 'V1', V2: 'V2', V4: 'V4', IT: 'IT' },
  behavior: 'decoder.average',
} as const;

/** Makes a model of a network of the family. */
export function cornetNetwork(
  description: Pick<NetworkDescription, 'id' | 'title' | 'citation' | 'network'>,
): Model {
  return networkModel({
    ...description,
    preprocessing: preprocessings.torch,
    imageSize,
    isLayer: (name) => layerNames.test(name),
    candidateLayers: ['V1', 'V2', 'V4', 'IT'],
    regionLayers,
  });
}

/** How an untrained network is made. */
export interface RandomCornetOptions {
  /** @default such as `cornet-s-random` */
  readonly id?: string;
  /**
   * Of the weights: an integer from 0 to 2^32 - 1.
   * @default 0
   */
  readonly seed?: number;
}

/**
 * Makes a network of the family as it is before training, from a seed.
 *
 * @throws VentralError `OPTION_INVALID` for a seed that cannot be used, when the model is opened
 */
export function randomCornet(variant: CornetVariant, options: RandomCornetOptions = {}): Model {
  const { id = `cornet-${variant.toLowerCase()}-random`, seed = 0 } = options;
  return cornetNetwork({
    id,
    title: `CORnet-${variant} with random weights, untrained`,
    citation:
      variant === 'S'
        ? 'Kubilius, Schrimpf et al. (2019), CORnet-S. arXiv:1909.06161'
        : 'Kubilius et al. (2018), CORnet. doi:10.1101/408385',
    network: () => buildCornet(variant, randomWeights(seed)),
  });
}

/** CORnet-Z, CORnet-RT and CORnet-S with random weights: seed 0. */
export const cornetModels: readonly Model[] = (['Z', 'RT', 'S'] as const).map((variant) =>
  randomCornet(variant),
);
