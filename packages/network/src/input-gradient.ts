import type { Device } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { whileUnchanged } from '@ventral/files';
import type { Objective, OpenGradient } from '@ventral/gradients';
import { externalFiles, type ModelLayer, randomOperators } from '@ventral/onnx';
import { inputShape } from './image-input.ts';
import { noiseShape } from './network-noise.ts';
import { requireRealPath } from './real-path.ts';
import type { SeeingNetwork } from './seeing-network.ts';

/** @throws VentralError `GRADIENT_UNAVAILABLE` for a network with random operators */
export function requireNothingRandom({ name, network }: SeeingNetwork): void {
  const random = randomOperators(network);
  if (random.length === 0) return;
  throw new VentralError(
    'GRADIENT_UNAVAILABLE',
    `${name} has random operators (${random.join(', ')}): its responses differ from run to run.`,
    { hint: 'Export it without them, or name a layer of a network that has none.' },
  );
}

/**
 * Makes the gradient of what is computed from a layer ready to run, by the network's input.
 *
 * @param keep names of what is wanted as well
 * @default keep the layer
 * @throws VentralError `GRADIENT_UNAVAILABLE` where an operator has no rule, or the layer sees the image through
 *   whole numbers alone
 */
export async function openInputGradient(
  { name, network, input, noise, layers }: SeeingNetwork,
  layer: ModelLayer,
  of: Objective,
  device: Device,
  keep: readonly string[] = [layer.name],
): Promise<OpenGradient> {
  requireRealPath(name, network, layers, input.name, layer.name);
  const { openGradient } = await import('@ventral/gradients');
  const sizes = { [input.name]: inputShape(input, input.batch), ...noiseShape(noise, input.batch) };
  const request = { of, by: [input.name], sizes, keep };
  return whileUnchanged(externalFiles(network), () => openGradient(network, request, { device }));
}
