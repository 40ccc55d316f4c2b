import { countValues, type NdArray } from '@ventral/arrays';
import type { RandomState } from '@ventral/numerics';
import type { Network } from './network.ts';
import { planNetwork } from './network-plan.ts';
import type { NamedArrays } from './training-engine.ts';

/**
 * First values of a network's parameters: kernels uniform within a limit, biases 0. Drawn layer by
 * layer, in row-major order.
 *
 * Reference: Glorot & Bengio (2010), https://proceedings.mlr.press/v9/glorot10a.html
 * Reference: He et al. (2015), https://doi.org/10.1109/ICCV.2015.123
 *
 * @param method the limit: `glorot`, `sqrt(6 / (fan in + fan out))`, as Keras draws; or `he`,
 *   `sqrt(6 / fan in)`, which keeps the size of values through many rectified layers
 * @throws VentralError `OPTION_INVALID` for a network whose layers do not fit together
 */
export function drawParameters(
  network: Network,
  random: RandomState,
  method: 'glorot' | 'he' = 'glorot',
): NamedArrays {
  const parameters: Record<string, NdArray> = {};
  for (const [name, { shape, fans }] of Object.entries(planNetwork(network).parameters)) {
    const size = countValues(shape);
    const values = new Float32Array(size);
    if (fans !== undefined) {
      const [into, outOf] = fans;
      const limit = Math.sqrt(6 / (method === 'he' ? into : into + outOf));
      for (let index = 0; index < size; index++) {
        values[index] = limit * (2 * random.randomSample() - 1);
      }
    }
    parameters[name] = { shape, values };
  }
  return parameters;
}
