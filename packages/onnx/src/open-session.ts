import { openCheckedSession } from './checked-session.ts';
import { openDeviceSession } from './device-session.ts';
import { encodeGraph } from './encode-graph.ts';
import type { OnnxModel } from './onnx-model.ts';
import { openRuntimeSession } from './runtime-session.ts';
import type { Session, SessionOptions } from './session.ts';

/**
 * Makes a graph ready to run. What a device computes first, and of inputs that are longer than before, is computed on the
 * processor too: beyond {@link deviceTolerance} of the largest value of an output, the run stops.
 *
 * @param model an ONNX model or the bytes of one; it may be let go of afterwards
 * @throws VentralError `DEVICE_UNAVAILABLE` where the device cannot be used, or the graph has random operators and
 *   so cannot be checked on one
 * @throws VentralError `MODEL_UNREADABLE` where the runtime refuses the graph
 */
export async function openSession(
  model: OnnxModel | Uint8Array,
  options: SessionOptions = {},
): Promise<Session> {
  const { device = 'cpu' } = options;
  if (device === 'cpu') return openRuntimeSession(await encodeGraph(model), options);
  return openCheckedSession(model, { ...options, device }, openDeviceSession);
}
