import { deviceDistance, deviceTolerance, type Parting } from './device-distance.ts';
import type { DeviceOpener, DeviceOptions } from './device-session.ts';
import { encodeGraph } from './encode-graph.ts';
import type { OnnxModel } from './onnx-model.ts';
import { openRuntimeSession } from './runtime-session.ts';
import { tapLayers } from './tap-layers.ts';
import type { Tensor } from './tensor.ts';

// Read together: of more, the values of a batch could fill the memory.
const valuesAtOnce = 8;

/**
 * The first value, in the order of computation, on which a device and the processor part.
 *
 * @param output on which they do, among others
 * @returns undefined where they agree on each value that is read, as when an error is made by operators that
 *   are fused unless the values between are read
 */
export async function findParting(
  model: OnnxModel,
  feeds: Readonly<Record<string, Tensor>>,
  output: string,
  options: DeviceOptions,
  openOnDevice: DeviceOpener,
): Promise<Parting | undefined> {
  const nodes = tapLayers(model, [output]).graph.node;
  const operations = new Map<string, string>();
  for (const node of nodes) {
    for (const name of node.output) if (name !== '') operations.set(name, node.opType);
  }
  const names = [...operations.keys()];
  for (let first = 0; first < names.length; first += valuesAtOnce) {
    const asked = names.slice(first, first + valuesAtOnce);
    const tapped = tapLayers(model, asked);
    await using processor = await openRuntimeSession(await encodeGraph(tapped), {});
    await using device = await openOnDevice(tapped, options);
    const read = device.outputs.flatMap(({ name, type }) => (type === undefined ? [] : [name]));
    const own = Object.fromEntries(
      processor.inputs.flatMap(({ name }) => (name in feeds ? [[name, feeds[name]!]] : [])),
    );
    const [expected, found] = [await processor.run(own, read), await device.run(own, read)];
    for (const name of asked.filter((one) => read.includes(one))) {
      const distance = deviceDistance(expected[name]!, found[name]!);
      if (distance > deviceTolerance) return { name, operation: operations.get(name), distance };
    }
  }
  return undefined;
}
