import { VentralError } from '@ventral/errors';
import { preprocessings } from '@ventral/images';
import type { MakeNetwork } from '@ventral/network';
import { type GrowingGraph, modelOfGraph } from '@ventral/onnx';
import { regionLayers } from './cornet-model.ts';
import { cornetS } from './cornet-s.ts';
import { cornetZ } from './cornet-z.ts';
import { imageSize as usualSize } from './cornets.ts';
import { randomWeights } from './random-weights.ts';
import type { WeightSource } from './weights.ts';

/**
 * CORnet-Z to train, of 224 x 224 pixels unless another size is asked for.
 *
 * Reference: https://doi.org/10.1101/408385 (Kubilius et al. 2018)
 *
 * @throws VentralError `OPTION_INVALID` for images of fewer than 32 pixels
 */
export const cornetZToTrain: MakeNetwork = toTrain(cornetZ);

/**
 * CORnet-S to train, as {@link cornetZToTrain}: 53 million weights for 1,000 classes.
 *
 * Reference: https://arxiv.org/abs/1909.06161 (Kubilius, Schrimpf et al. 2019)
 */
export const cornetSToTrain: MakeNetwork = toTrain(cornetS);

// What five halvings leave a place of.
const smallest = 32;

function toTrain(grow: (weights: WeightSource, classes: number) => GrowingGraph): MakeNetwork {
  return ({ classes, seed, imageSize = usualSize }) => {
    if (imageSize < smallest) {
      throw new VentralError(
        'OPTION_INVALID',
        `A CORnet cannot take images of ${imageSize} pixels.`,
        { hint: `Give a size of at least ${smallest}: --image-size 64.` },
      );
    }
    const model = modelOfGraph({
      ...grow(randomWeights(seed), classes),
      inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, imageSize, imageSize] }],
      outputs: [{ name: 'decoder', type: 'float32', shape: ['n', classes] }],
    });
    return {
      model,
      imageSize,
      preprocessing: preprocessings.torch,
      visualDegrees: 8,
      regionLayers,
    };
  };
}
