import { devices, type ReadonlyDeep, type RunContext } from '@ventral/core';
import { findAdapter } from '@ventral/onnx';
import * as v from 'valibot';
import { withoutUndefined } from './run-settings.ts';

const text = v.string();

/** What a record says of the device that its network ran on. */
export const deviceFields = {
  device: v.picklist(devices),
  adapter: v.exactOptional(
    v.pipe(
      v.object({
        name: v.exactOptional(v.pipe(text, v.description('As its driver says.'))),
        driver: v.exactOptional(
          v.pipe(text, v.description('Its library, with its version where known.')),
        ),
        isSoftware: v.exactOptional(v.boolean()),
      }),
      v.description('Of the device `webgpu`: what it computed on, as far as that is known.'),
    ),
  ),
};

const schema = v.object(deviceFields);

/** The device of a run, and what it computes on: its name, as far as that is known. */
export interface RunDevice extends ReadonlyDeep<v.InferOutput<typeof schema>> {}

/** Describes the device that a run's networks run on. */
export async function runDevice({ device }: RunContext): Promise<RunDevice> {
  if (device !== 'webgpu') return { device };
  const search = await findAdapter();
  return { device, ...('adapter' in search && { adapter: withoutUndefined(search.adapter) }) };
}
