import type { Network } from './network.ts';
import { planNetwork } from './network-plan.ts';

/**
 * Shapes of a network's parameters, by name, in the order of layers.
 *
 * @throws VentralError `OPTION_INVALID` for a network whose layers do not fit together
 */
export function parameterShapes(network: Network): ReadonlyMap<string, readonly number[]> {
  const { parameters } = planNetwork(network);
  return new Map(Object.entries(parameters).map(([name, { shape }]) => [name, shape]));
}
