import { isVentralError, VentralError } from '@ventral/errors';
import { compareDevice } from './compare-device.ts';
import { deviceDistance, deviceTolerance } from './device-distance.ts';
import type { DeviceOpener, DeviceOptions } from './device-session.ts';
import type { ElementType } from './element-type.ts';
import { encodeGraph } from './encode-graph.ts';
import { randomOperators } from './inference-only.ts';
import type { OnnxModel } from './onnx-model.ts';
import { readModel } from './read-model.ts';
import { openRuntimeSession } from './runtime-session.ts';
import type { Session } from './session.ts';

/**
 * Makes a graph ready to run on a device that is not trusted yet: what it computes first of each output, and whenever
 * an input is longer along an axis than any that was compared, is computed on the processor too, and has to be the same to
 * {@link deviceTolerance}. Kernels are chosen by size: what a device does to a small input says nothing of a large one.
 *
 * @param openOnDevice what runs graphs on the device
 */
export async function openCheckedSession(
  model: OnnxModel | Uint8Array,
  options: DeviceOptions,
  openOnDevice: DeviceOpener,
): Promise<Session> {
  const read = model instanceof Uint8Array ? await readModel(model) : model;
  requireNothingDrawn(read, options);
  const session = await openOnDevice(model, options);
  // By output: the longest that each axis of the inputs was where it was compared.
  const compared = new Map<string, readonly number[]>();
  return {
    inputs: session.inputs,
    outputs: session.outputs,
    async run(feeds, fetches = session.outputs.map(({ name }) => name)) {
      const results = await session.run(feeds, fetches);
      const sizes = session.inputs.flatMap(({ name }) => feeds[name]?.shape ?? []);
      const unknown = fetches.filter((name) => {
        const longest = compared.get(name);
        return longest === undefined || sizes.some((size, axis) => size > longest[axis]!);
      });
      if (unknown.length === 0) return results;
      await using processor = await openRuntimeSession(await encodeGraph(model), {
        threads: options.threads,
      });
      const expected = await processor.run(feeds, unknown);
      for (const name of unknown) {
        const distance = deviceDistance(expected[name]!, results[name]!);
        if (distance <= deviceTolerance) continue;
        const parting = await findParting(compareDevice(read, feeds, options, name, openOnDevice));
        const { type } = expected[name]!;
        throw diverges(read.name, options, parting ?? { name, type, distance });
      }
      for (const name of unknown) {
        const longest = compared.get(name) ?? sizes;
        compared.set(
          name,
          sizes.map((size, axis) => Math.max(size, longest[axis]!)),
        );
      }
      return results;
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

/** A value on which device and processor part. */
interface Parting {
  readonly name: string;
  /** The operator that computes it; undefined where only all operators together, fused, part. */
  readonly operation?: string;
  readonly type: ElementType;
  readonly distance: number;
}

/** Undefined where it cannot be told, as where reading more values than before takes more memory than there is. */
async function findParting(values: AsyncIterable<Parting>): Promise<Parting | undefined> {
  try {
    for await (const value of values) if (value.distance > deviceTolerance) return value;
  } catch (error) {
    if (!isVentralError(error)) throw error;
  }
  return undefined;
}

/** What says something else each time cannot be compared. */
function requireNothingDrawn(model: OnnxModel, { device }: DeviceOptions): void {
  const random = randomOperators(model);
  if (random.length === 0) return;
  throw new VentralError(
    'DEVICE_UNAVAILABLE',
    `${model.name} has random operators (${random.join(', ')}): what the ${device} device computes of it cannot be ` +
      'checked against the CPU.',
    { hint: 'Run it on the CPU: --device cpu.' },
  );
}

const ofFault =
  'Run it on the CPU: --device cpu. Report the operator and the driver to the authors of onnxruntime.';
// One rounding to 11 bits alone is off by as much as 4.9e-4: no fault has to be behind it.
const ofHalfPrecision =
  'In half precision, devices differ by more than is allowed. Run it on the CPU: --device cpu, or export it in ' +
  'single precision.';

function diverges(
  name: string,
  { device }: DeviceOptions,
  { name: value, operation, type, distance }: Parting,
): VentralError {
  const who = operation === undefined ? `'${value}'` : `'${value}' (${operation})`;
  const far = Number.isFinite(distance)
    ? `by ${distance.toExponential(1)} of its largest value`
    : 'with NaN, infinity or other whole numbers on one side alone';
  return new VentralError(
    'DEVICE_DIVERGES',
    `The ${device} device computes ${name} otherwise than the CPU: ${who} is the first value that parts, ${far}; ` +
      `${deviceTolerance} is allowed.`,
    { hint: type === 'float16' ? ofHalfPrecision : ofFault },
  );
}
