import { logOneMinusCka } from '@ventral/gradients';
import { type ResponsesToImages, responsesTo } from './recorded-responses.ts';
import type { TrainingObjective } from './training-objective.ts';

/**
 * Makes a layer like recorded responses: the logarithm of one minus their linear centred kernel alignment, over the
 * images of a step. It has no lower end; two images or more a step.
 *
 * Reference: Dapello et al. (2023), https://doi.org/10.1101/2022.07.01.498495
 *
 * @param layer a value of the network; what has more axes than samples and units is flattened
 */
export function ckaAlignment(layer: string, responses: ResponsesToImages): TrainingObjective {
  const input = '$responses to align with';
  return {
    name: 'cka',
    layers: [layer],
    objective: logOneMinusCka(layer, input),
    feeds: (rows) => ({ [input]: responsesTo(rows, responses) }),
  };
}
