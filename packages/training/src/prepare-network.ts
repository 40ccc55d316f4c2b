import { modelOfGraph } from '@ventral/onnx';
import { layeredGraph } from './layered-graph.ts';
import { isOnnxNetwork, type Network, type OnnxNetwork } from './network.ts';
import { planNetwork } from './network-plan.ts';
import { prepareOnnxNetwork } from './onnx-network.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import type { Precision } from './tensors.ts';

/** @throws VentralError `OPTION_INVALID` for a network that cannot be trained, or not in this precision */
export async function prepareNetwork(
  network: Network | OnnxNetwork,
  precision: Precision,
): Promise<PreparedNetwork> {
  if (isOnnxNetwork(network)) return prepareOnnxNetwork(network, precision);
  const plan = planNetwork(network);
  return { ...plan, model: modelOfGraph(layeredGraph(plan, precision)) };
}
