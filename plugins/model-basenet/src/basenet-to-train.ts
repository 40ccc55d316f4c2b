import type { MakeNetwork } from '@ventral/network';
import { RandomState } from '@ventral/numerics';
import { modelOfGraph } from '@ventral/onnx';
import { drawParameters } from '@ventral/training';
import { basenetNetwork, defaultHyperparameters, featuresName } from './basenet-network.ts';
import { preprocessing } from './basenet-preprocessing.ts';
import { basenetGraph } from './build-basenet.ts';

/**
 * The BaseNet of `basenet` before it learned anything, for as many classes as are asked for, of 64 x 64 pixels unless
 * another size is.
 *
 * Reference: https://doi.org/10.1101/407007
 */
export const basenetToTrain: MakeNetwork = ({
  classes,
  seed,
  imageSize = defaultHyperparameters.imageSize,
}) => {
  const network = basenetNetwork({ classes, imageSize });
  const parameters = drawParameters(network, new RandomState(seed), 'he');
  return {
    model: modelOfGraph(basenetGraph(network, parameters)),
    ...{ imageSize, preprocessing, visualDegrees: 8 },
    regionLayers: { behavior: featuresName },
  };
};
