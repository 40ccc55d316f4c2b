import type { LayerWindow, Model } from '@ventral/core';
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

/**
 * Which step of CORnet-S stands for its area when, in milliseconds after the onset of the image.
 *
 * Reference: its authors' commitment in Brain-Score, https://github.com/brain-score/vision: V1 from 50 ms,
 * V2 from 70 and IT from 100 in steps of 100 ms, V4 from 90 in steps of 50 ms.
 */
const windowsOfS: Readonly<Record<string, readonly LayerWindow[]>> = {
  V1: [{ window: [50, 150], layer: 'V1' }],
  V2: [
    { window: [70, 170], layer: 'V2.step1' },
    { window: [170, 270], layer: 'V2' },
  ],
  V4: [
    { window: [90, 140], layer: 'V4.step1' },
    { window: [140, 190], layer: 'V4.step2' },
    { window: [190, 240], layer: 'V4.step3' },
    { window: [240, 290], layer: 'V4' },
  ],
  IT: [
    { window: [100, 200], layer: 'IT.step1' },
    { window: [200, 300], layer: 'IT' },
  ],
};

/**
 * Makes a model of a network of the family.
 *
 * @param variant which of them it is, where that is known before it is opened
 */
export function cornetNetwork(
  description: Pick<NetworkDescription, 'id' | 'title' | 'citation' | 'network'>,
  variant?: CornetVariant,
): Model {
  return networkModel({
    ...description,
    ...(variant === 'S' && { regionWindows: windowsOfS }),
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
  const description = {
    id,
    title: `CORnet-${variant} with random weights, untrained`,
    citation:
      variant === 'S'
        ? 'Kubilius, Schrimpf et al. (2019), CORnet-S. arXiv:1909.06161'
        : 'Kubilius et al. (2018), CORnet. doi:10.1101/408385',
    network: () => buildCornet(variant, randomWeights(seed)),
  };
  return cornetNetwork(description, variant);
}

/** CORnet-Z, CORnet-RT and CORnet-S with random weights: seed 0. */
export const cornetModels: readonly Model[] = (['Z', 'RT', 'S'] as const).map((variant) =>
  randomCornet(variant),
);
