import type { Device, Model, OpenModel, RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';

/**
 * Opens a model to compute on the device of a run.
 *
 * @param name what the user calls the model
 * @throws VentralError `DEVICE_UNAVAILABLE` for a model that does not compute on it
 */
export async function openOnDevice(
  model: Model,
  name: string,
  context: RunContext,
): Promise<OpenModel> {
  const open = await model.open(context);
  const { devices = [context.device] } = open;
  if (devices.includes(context.device)) return open;
  await open[Symbol.asyncDispose]();
  throw unavailable(`${name} computes on ${devices.join(' or ')} alone`, context, devices[0]);
}

/**
 * For features and choices that are given: no model computes.
 *
 * @throws VentralError `DEVICE_UNAVAILABLE` where another device than the processor is named
 */
export function requireNoDevice(context: RunContext): void {
  if (context.device !== 'cpu')
    throw unavailable('Features and choices are compared on the CPU', context, 'cpu');
}

function unavailable(
  what: string,
  { device }: RunContext,
  other: Device | undefined,
): VentralError {
  return new VentralError('DEVICE_UNAVAILABLE', `${what}, not on ${device}.`, {
    hint: `Use --device ${other}.`,
  });
}
