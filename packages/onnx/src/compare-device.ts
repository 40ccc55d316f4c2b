import { deviceDistance } from './device-distance.ts';
import { type DeviceOpener, type DeviceOptions, openDeviceSession } from './device-session.ts';
import type { ElementType } from './element-type.ts';
import { encodeGraph } from './encode-graph.ts';
import type { OnnxModel } from './onnx-model.ts';
import { openRuntimeSession } from './runtime-session.ts';
import { tapLayers } from './tap-layers.ts';
import type { Tensor } from './tensor.ts';

/** How far a device is from the processor on one value of a graph. */
export interface ComparedValue {
  readonly name: string;
  /** The ONNX operator that computes it. */
  readonly operation: string;
  readonly type: ElementType;
  /** The largest distance by the largest absolute value on the processor; infinity for what cannot be measured so. */
  readonly distance: number;
}

// Read together: of more, the values of a batch could fill the memory.
const valuesAtOnce = 8;

/**
 * Computes the values of a graph on a device and on the processor, in the order of computation. Each is read where it
 * is, so no operators are fused over it.
 *
 * @param output what they lead to
 * @default output every output of the graph
 * @throws VentralError as `openSession` does, but for `DEVICE_DIVERGES`
 */
export async function* compareDevice(
  model: OnnxModel,
  feeds: Readonly<Record<string, Tensor>>,
  options: DeviceOptions,
  output?: string,
  openOnDevice: DeviceOpener = openDeviceSession,
): AsyncGenerator<ComparedValue> {
  const outputs = output === undefined ? model.graph.output.map(({ name }) => name) : [output];
  const computed = new Set(model.graph.node.flatMap((node) => node.output));
  const { graph } = tapLayers(
    model,
    outputs.filter((name) => computed.has(name)),
  );
  const operations = new Map<string, string>();
  for (const node of graph.node) {
    for (const name of node.output) if (name !== '') operations.set(name, node.opType);
  }
  const names = [...operations.keys()];
  for (let first = 0; first < names.length; first += valuesAtOnce) {
    const tapped = tapLayers(model, names.slice(first, first + valuesAtOnce));
    await using processor = await openRuntimeSession(await encodeGraph(tapped), {});
    await using device = await openOnDevice(tapped, options);
    // The rest is no tensor.
    const read = processor.outputs.filter(({ type }) => type !== undefined);
    const fetches = read.map(({ name }) => name);
    const needed = processor.inputs.map(({ name }) => [name, feeds[name]!] as const);
    const own = Object.fromEntries(needed);
    const expected = await processor.run(own, fetches);
    const found = await device.run(own, fetches);
    for (const name of fetches) {
      const { type } = expected[name]!;
      const distance = deviceDistance(expected[name]!, found[name]!);
      yield { name, operation: operations.get(name) as string, type, distance };
    }
  }
}
