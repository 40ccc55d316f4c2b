import type { Model } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { buildHmax } from './build-hmax.ts';

/** How an HMAX model is made. */
export interface HmaxOptions {
  /** @default 'hmax' */
  readonly id?: string;
  /**
   * Templates of each of the four sizes.
   * @default 100
   */
  readonly templatesPerSize?: number;
  /**
   * Of the images that templates are learned from: an integer from 0 to 2^32 - 1.
   * @default 0
   */
  readonly seed?: number;
}

const imageSize = 140;

const layerNames = /^(S1\.\d+x\d+|C1|C1\.band\d|S2\.\d+x\d+\.band\d|C2)$/;

// Red, green and blue from 0 to 1.
const preprocessing = { ...preprocessings.torch, mean: [0, 0, 0], std: [1, 1, 1] } as const;

/**
 * Makes an HMAX model: oriented filters (S1), maxima over position and scale (C1), templates (S2), and
 * maxima over the whole image (C2). It looks at 140 x 140 pixels.
 *
 * @throws VentralError `OPTION_INVALID` for no whole number of templates; and for a seed that cannot
 *   be used, when the model is opened
 */
export function hmaxModel(options: HmaxOptions = {}): Model {
  const { id = 'hmax', templatesPerSize = 100, seed = 0 } = options;
  if (!Number.isInteger(templatesPerSize) || templatesPerSize < 1) {
    const problem = `HMAX cannot have ${templatesPerSize} templates a size.`;
    throw new VentralError('OPTION_INVALID', problem, {
      hint: 'Give a whole number of at least 1, such as 100.',
    });
  }
  let built: Uint8Array | undefined;
  return networkModel({
    id,
    title: `HMAX with ${4 * templatesPerSize} templates of made images`,
    citation:
      'Riesenhuber & Poggio (1999). doi:10.1038/14819; Serre et al. (2007). doi:10.1109/TPAMI.2007.56',
    licence: 'MIT',
    // Kept, 1.4 MB: its templates take seconds to compute.
    network: () => {
      built ??= buildHmax({ imageSize, templatesPerSize, seed });
      return built;
    },
    preprocessing,
    imageSize,
    isLayer: (name) => layerNames.test(name),
    candidateLayers: ['C1', 'C2'],
    regionLayers: { V1: 'C1', V2: 'C1', V4: 'C2', IT: 'C2', behavior: 'C2' },
  });
}

/** HMAX with 400 templates: seed 0. */
export const hmax: Model = hmaxModel();
