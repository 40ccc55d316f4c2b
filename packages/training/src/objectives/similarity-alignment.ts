import { representationalSimilarity } from '@ventral/gradients';
import { type ResponsesToImages, responsesTo } from './recorded-responses.ts';
import type { TrainingObjective } from './training-objective.ts';

// Two images of the same features have a similarity of 1, whose tangent is infinite.
const shrinkage = 1 - 1e-4;
const mixture = '$mixture of layers';

/**
 * Makes the similarities of images in layers like those in recorded responses: the mean over pairs of images of the
 * squared difference of inverse hyperbolic tangents of cosines. Several layers are mixed by weights that are learnt.
 *
 * Reference: Li et al. (2019), https://doi.org/10.48550/arXiv.1911.05072
 *
 * @param layers a value of the network, or several; what has more axes than samples and units is flattened
 */
export function similarityAlignment(
  layers: readonly [string, ...string[]],
  responses: ResponsesToImages,
): TrainingObjective {
  const targets = '$responses to resemble';
  return {
    name: 'similarity',
    layers,
    objective: representationalSimilarity(layers, { targets, mixture, shrinkage }),
    ...(layers.length > 1 && {
      extend: async (model) => ({
        model,
        weights: { [mixture]: { shape: [layers.length], values: new Float32Array(layers.length) } },
      }),
    }),
    feeds: (rows) => ({ [targets]: responsesTo(rows, responses) }),
  };
}
