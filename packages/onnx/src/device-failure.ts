import { VentralError } from '@ventral/errors';
import { runtimeReason } from './runtime-reason.ts';
import type { SessionDevice } from './session.ts';

// What Dawn, on Vulkan, Metal and Direct3D, and CUDA say. A buffer that could not be had is only noticed when
// it is used: 'Invalid Buffer ... due to a previous error'.
const lost = /device (?:was |is )?lost|device_lost|CUDA failure (?:700|719|999)\b/i;
const outOfMemory =
  /out[ _]?of[ _]?memory|alloc_failed|invalid buffer|failed to allocate|max(?:imum)? ?(?:storage)? ?buffer(?: ?binding)? ?size/i;

/** The error of a device that gave up, where that is what the runtime says; undefined for anything else. */
export function deviceFailure(
  name: string,
  device: SessionDevice | undefined,
  cause: unknown,
): VentralError | undefined {
  if (device === undefined || device === 'cpu') return undefined;
  const message = cause instanceof Error ? cause.message : String(cause);
  const reason = runtimeReason(cause);
  if (lost.test(message)) return deviceLost(name, device, reason, cause);
  if (!outOfMemory.test(message)) return undefined;
  return new VentralError(
    'DEVICE_MEMORY',
    `${name} does not fit into the memory of the ${device} device: ${reason}`,
    { hint: 'End what else uses the card, or run on the CPU: --device cpu.', cause },
  );
}

/** The error of a device that does not compute a graph which the processor computes. */
export function deviceRefuses(name: string, device: SessionDevice, cause: unknown): VentralError {
  const reason = runtimeReason(cause);
  const other = /\bf16\b/.test(reason) ? ', or export it in single precision' : '';
  return new VentralError(
    'DEVICE_UNAVAILABLE',
    `The ${device} device does not run ${name}, which the CPU runs: ${reason}`,
    { hint: `Run it on the CPU: --device cpu${other}.`, cause },
  );
}

/** The error of a device that is gone. */
export function deviceLost(
  name: string,
  device: SessionDevice,
  reason: string,
  cause?: unknown,
): VentralError {
  return new VentralError('DEVICE_LOST', `The ${device} device was lost under ${name}: ${reason}`, {
    hint: 'Run the same command again: it goes on from what was recorded. Or run on the CPU: --device cpu.',
    cause,
  });
}
