import type { RandomState } from '@ventral/numerics';
import type { Network } from './network.ts';
import { planNetwork } from './network-plan.ts';
import type { DenseArray, NamedArrays } from './training-engine.ts';

/**
 * First values of a network's parameters: kernels uniform within `sqrt(6 / (fan in + fan out))`, as
 * Keras draws them, biases 0. Drawn layer by layer, in row-major order.
 *
 * Reference: Glorot & Bengio (2010), https://proceedings.mlr.press/v9/glorot10a.html
 *
 * @throws VentralError `OPTION_INVALID` for a network whose layers do not fit together
 */
export function drawParameters(network: Network, random: RandomState): NamedArrays {
  const parameters: Record<string, DenseArray> = {};
  for (const [name, { shape, fans }] of Object.entries(planNetwork(network).parameters)) {
    const size = shape.reduce((product, length) => product * length, 1);
    const values = new Float32Array(size);
    if (fans !== undefined) {
      const limit = Math.sqrt(6 / (fans[0] + fans[1]));
      for (let index = 0; index < size; index++) {
        values[index] = limit * (2 * random.randomSample() - 1);
      }
    }
    parameters[name] = { shape, values };
  }
  return parameters;
}
