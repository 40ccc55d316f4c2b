import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VentralError } from '@ventral/errors';
import { type DeviceOptions, openDeviceSession } from './device-session.ts';
import type { OnnxModel } from './onnx-model.ts';
import type { SessionDevice } from './session.ts';
import type { Tensor } from './tensor.ts';

/** Where an operator runs. */
export interface PlacedOperator {
  readonly operation: string;
  readonly device: SessionDevice;
}

const providers: Readonly<Record<string, SessionDevice>> = {
  CPUExecutionProvider: 'cpu',
  WebGpuExecutionProvider: 'webgpu',
  CUDAExecutionProvider: 'cuda',
};

/**
 * Says which operators of a graph a device takes, and which stay on the processor, by running it once on the device
 * with onnxruntime's profile. What onnxruntime adds between the two, such as copies, is left out, and so is what it
 * computes before the run, such as sizes.
 *
 * @param feeds a tensor for each input, by name
 * @returns by the value that each computes (its first), in the order of computation
 * @throws VentralError `DEVICE_UNAVAILABLE`, `MODEL_FAILED`
 * @throws VentralError `FILE_UNWRITABLE` where the system's folder for temporary files cannot be written
 */
export async function placeOperators(
  model: OnnxModel,
  feeds: Readonly<Record<string, Tensor>>,
  options: DeviceOptions,
): Promise<ReadonlyMap<string, PlacedOperator>> {
  const folder = await temporaryFolder();
  try {
    // Names that are sure to be found again.
    const node = model.graph.node.map((one, index) => ({ ...one, name: nameOf(index) }));
    const named = { ...model, graph: { ...model.graph, node } };
    {
      const profile = join(folder, 'run');
      await using session = await openDeviceSession(named, { ...options, profile });
      await session.run(feeds);
    }
    const [file = ''] = await readdir(folder);
    const events = JSON.parse(
      await readFile(join(folder, file), 'utf8'),
    ) as readonly ProfileEvent[];
    const places = new Map<string, SessionDevice>();
    for (const { name, args } of events) {
      const [, own] = /^(ventral \d+ )/.exec(name) ?? [];
      const device = providers[args?.provider ?? ''];
      if (own !== undefined && device !== undefined) places.set(own, device);
    }
    const placed = model.graph.node.flatMap(({ opType: operation, output }, index) => {
      const device = places.get(nameOf(index));
      const value = output.find((one) => one !== '');
      if (device === undefined || value === undefined) return [];
      return [[value, { operation, device }] as const];
    });
    return new Map(placed);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function temporaryFolder(): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), 'ventral-profile-'));
  } catch (cause) {
    const { message } = cause as Error;
    throw new VentralError('FILE_UNWRITABLE', `${tmpdir()} cannot be written: ${message}.`, {
      hint: 'Name a folder for temporary files that can be: set TMPDIR.',
      cause,
    });
  }
}

// With an end of its own: one is not the beginning of another.
function nameOf(index: number): string {
  return `ventral ${index} `;
}

/** What a profile says of one thing that took time. */
interface ProfileEvent {
  readonly name: string;
  readonly args?: { readonly provider?: string };
}
