import { defineModel, type Model } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { addNoise, type Noise } from './add-noise.ts';
import { buildVone, imageSize, visualDegrees } from './build-vone.ts';

/** How a VOneBlock is made. */
export interface VoneOptions {
  /** @default 'vone' */
  readonly id?: string;
  /**
   * Of the cells' parameters: an integer from 0 to 2^32 - 1.
   * @default 0
   */
  readonly seed?: number;
  /**
   * Variability of responses, with a `seed` of its own; `spikes` are those that a response of 1
   * stands for, {@link spikesPerResponse} where left out.
   * @default none: the same image always gives the same responses
   */
  readonly noise?: Pick<Noise, 'seed'> & Partial<Noise>;
}

/**
 * Spikes that a response of 1 stands for, so that a cell fires about once for an image: the mean
 * response to images that macaques looked at (64 of Cowley2023.210325) is 0.034.
 */
export const spikesPerResponse = 30;

const layers = ['simple', 'complex', 'vone', 'pool'];

// Red, green and blue from -1 to 1.
export const preprocessing = {
  ...preprocessings.torch,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
} as const;

/**
 * Makes a VOneBlock: fixed filters with the properties of cells in macaque V1, at 8 degrees.
 *
 * @throws VentralError `OPTION_INVALID` for no positive number of spikes; and for a seed that cannot be
 *   used, when the model is opened
 */
export function voneModel({ id = 'vone', seed = 0, noise }: VoneOptions = {}): Model {
  const isNoisy = noise !== undefined;
  const { spikes = spikesPerResponse } = noise ?? {};
  if (!(spikes > 0 && spikes < Number.POSITIVE_INFINITY)) {
    throw new VentralError('OPTION_INVALID', `Noise of ${spikes} spikes cannot be made.`, {
      hint: `Give a number above 0, such as ${spikesPerResponse}; more spikes are less noise.`,
    });
  }
  const quiet = networkModel({
    id,
    title: `VOneBlock: 256 simple and 256 complex cells of V1${isNoisy ? ', noisy' : ''}`,
    citation: 'Dapello, Marques et al. (2020), VOneNet. doi:10.1101/2020.06.16.154542',
    licence: 'MIT',
    network: () => buildVone(seed),
    preprocessing,
    visualDegrees,
    imageSize,
    isLayer: (name) => layers.includes(name),
    candidateLayers: ['simple', 'complex', 'vone'],
    regionLayers: isNoisy
      ? { V1: 'vone' }
      : { V1: 'vone', V2: 'pool', V4: 'pool', IT: 'pool', behavior: 'pool' },
  });
  if (!isNoisy) return quiet;
  return defineModel({
    ...quiet,
    async open(context) {
      return addNoise(id, await quiet.open(context), { seed: noise.seed, spikes });
    },
  });
}

/** The VOneBlock without noise: seed 0. */
export const vone: Model = voneModel();
