import type { NodeProto, OnnxModel } from '@ventral/onnx';
import type { DeviceOpener } from '../src/device-session.ts';
import { encodeGraph } from '../src/encode-graph.ts';
import { readModel } from '../src/read-model.ts';
import { openRuntimeSession } from '../src/runtime-session.ts';

/** A device that computes as the processor does, but takes one operator for another. */
export function falsifiedDevice(operation: string, takenFor: string): DeviceOpener {
  return async (model, { device: _, ...options }) => {
    const read = model instanceof Uint8Array ? await readModel(model) : model;
    return openRuntimeSession(await encodeGraph(withOther(read, operation, takenFor)), options);
  };
}

function withOther(model: OnnxModel, operation: string, takenFor: string): OnnxModel {
  const node = model.graph.node.map(
    (one): NodeProto => (one.opType === operation ? { ...one, opType: takenFor } : one),
  );
  return { ...model, graph: { ...model.graph, node } };
}
