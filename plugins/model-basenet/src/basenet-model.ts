import type { Model } from '@ventral/core';
import { networkModel } from '@ventral/network';
import { RandomState } from '@ventral/numerics';
import { drawParameters, type NamedArrays } from '@ventral/training';
import {
  type BasenetHyperparameters,
  basenetNetwork,
  defaultHyperparameters,
  featuresName,
  stageNames,
} from './basenet-network.ts';
import { preprocessing } from './basenet-preprocessing.ts';
import { buildBasenet } from './build-basenet.ts';

/** Which BaseNet a model is of. */
export interface BasenetOptions extends BasenetHyperparameters {
  readonly id: string;
  readonly title: string;
  /**
   * Of the first values that parameters are drawn from, where there are no `parameters`.
   * @default 0
   */
  readonly seed?: number;
  /**
   * Trained parameters, as `trainBasenet` gives them, or what reads them when the model is opened.
   * @default none: random ones
   */
  readonly parameters?: NamedArrays | (() => Promise<NamedArrays>);
  /** The layers that stand for V4 and IT. */
  readonly regionLayers?: Readonly<Record<string, string>>;
}

/**
 * Makes a model of a BaseNet: AlexNet-like, six convolutions and one fully connected layer, at 8
 * degrees. Behaviour is read out from what the fully connected layer reads.
 *
 * Method: the family of Schrimpf, Kubilius et al. (2018), with hyper-parameters of our choice.
 * Reference: https://doi.org/10.1101/407007
 *
 * @throws VentralError `OPTION_INVALID` for hyper-parameters that make no network
 * @throws VentralError `SHAPE_MISMATCH` for parameters of another network, when the model is opened
 */
export function basenetModel({
  id,
  title,
  seed = 0,
  parameters,
  regionLayers = {},
  ...hyperparameters
}: BasenetOptions): Model {
  const network = basenetNetwork(hyperparameters);
  const { imageSize } = { ...defaultHyperparameters, ...hyperparameters };
  return networkModel({
    id,
    title,
    citation: 'Schrimpf, Kubilius et al. (2018), Brain-Score. doi:10.1101/407007',
    licence: 'MIT',
    async network() {
      const given = typeof parameters === 'function' ? await parameters() : parameters;
      const used = given ?? drawParameters(network, new RandomState(seed), 'he');
      return buildBasenet(network, used);
    },
    preprocessing,
    visualDegrees: 8,
    imageSize,
    candidateLayers: stageNames(network),
    regionLayers: { ...regionLayers, behavior: featuresName },
  });
}
