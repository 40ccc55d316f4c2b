import { basename } from 'node:path';
import type { Model, OpenModel } from '@ventral/core';
import { isVentralError } from '@ventral/errors';
import { hasHardwareAdapter } from '@ventral/onnx';
import type { ProjectRun } from './project-run.ts';

// Below, a card is ready for work after a processor is done with it: values that a network computes for an image, and
// weights, each of which a model of language uses once a token.
const fewestValues = 1e6;
const fewestWeights = 1e7;

/**
 * Does work on the best device, where the run leaves that open: a graphics card, where there is one and the network is
 * large enough to gain, else the processor. What a card computes otherwise than the processor, or not at all, the
 * processor does: all of it.
 *
 * @param work is given the run on the device, and what is to be said beside its result
 */
export async function onChosenDevice<Result>(
  run: ProjectRun,
  { model, open }: { readonly model: Model; readonly open: OpenModel },
  work: (run: ProjectRun, notes: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const mayUse = run.choosesDevice && open.devices?.includes('webgpu') !== false;
  if (!mayUse || !isLarge(model, open) || !(await hasHardwareAdapter())) return work(run, []);
  try {
    return await work({ ...run, context: { ...run.context, device: 'webgpu' } }, []);
  } catch (error) {
    if (!isVentralError(error, ...ofDevice)) throw error;
    const { code, message } = error;
    return work(run, [`Computed on the CPU: ${withoutFolders(message, open)} [${code}]`]);
  }
}

const ofDevice = ['DEVICE_DIVERGES', 'DEVICE_LOST', 'DEVICE_MEMORY', 'DEVICE_UNAVAILABLE'] as const;

/** Whether what the network computes is known, and much. */
function isLarge({ stimuli }: Model, { anatomy, layers }: OpenModel): boolean {
  if (anatomy === undefined) return false;
  if (stimuli === 'text') return anatomy.parameters >= fewestWeights;
  const values = layers.map(({ shape }) =>
    shape.reduce<number>((product, size) => product * (size ?? 1), 1),
  );
  return values.reduce((sum, one) => sum + one, 0) >= fewestValues;
}

/** Notes are published: where a file lay is nobody's business. */
function withoutFolders(message: string, { files = [] }: OpenModel): string {
  return files.reduce((text, path) => text.replaceAll(path, basename(path)), message);
}
