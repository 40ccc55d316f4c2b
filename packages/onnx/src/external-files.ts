import { stat } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { VentralError } from '@ventral/errors';
import { TensorProto_DataLocation as DataLocation, type TensorProto } from './generated/onnx_pb.ts';
import { graphTensors } from './graph-tensors.ts';
import type { OnnxModel } from './onnx-model.ts';

/** Paths of the files, besides its own, that hold weights of a model. */
export function externalFiles(model: OnnxModel): readonly string[] {
  return [...externalSizes(model).keys()];
}

/**
 * Checks that every file of weights is there and long enough.
 *
 * @throws VentralError `MODEL_UNREADABLE`, naming the file
 */
export async function checkExternalFiles(model: OnnxModel): Promise<void> {
  for (const [path, needed] of externalSizes(model)) {
    const size = await stat(path).then(
      (stats) => stats.size,
      () => undefined,
    );
    if (size !== undefined && size >= needed) continue;
    throw new VentralError(
      'MODEL_UNREADABLE',
      size === undefined
        ? `${model.name} keeps weights in a second file, and there is no ${path}.`
        : `${path} holds weights of ${model.name} and is cut short: it has ${size} bytes of ${needed}.`,
      { hint: 'Fetch both files of the model and put them in one folder, under their own names.' },
    );
  }
}

/** Path of each file of weights, with the least size it must have. */
function externalSizes(model: OnnxModel): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [, tensor] of graphTensors(model.graph)) {
    if (!isExternal(tensor)) continue;
    const { path, offset, length = 0 } = externalPlace(model, tensor);
    sizes.set(path, Math.max(sizes.get(path) ?? 0, offset + length));
  }
  return sizes;
}

/** Whether the values of a constant lie in another file than the model's own. */
export function isExternal(tensor: TensorProto): boolean {
  return tensor.dataLocation === DataLocation.EXTERNAL;
}

/** Where values lie that are kept in another file. */
export interface ExternalPlace {
  readonly path: string;
  /** In bytes. */
  readonly offset: number;
  /** In bytes; undefined where they reach to the end of the file. */
  readonly length: number | undefined;
}

/**
 * Where the values of an external constant lie.
 *
 * @throws VentralError `MODEL_UNREADABLE` for a place outside the model's folder, or none at all
 */
export function externalPlace(model: OnnxModel, tensor: TensorProto): ExternalPlace {
  const entries = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
  const path = resolveLocation(model, entries.get('location') ?? '');
  const bytesAt = (key: 'offset' | 'length') => {
    const stated = entries.get(key);
    if (stated === undefined) return undefined;
    if (/^\d{1,15}$/.test(stated)) return Number(stated);
    throw new VentralError(
      'MODEL_UNREADABLE',
      `${model.name} is damaged: '${tensor.name}' lies in ${path} at ${key} '${stated}'.`,
      { hint: 'Fetch or export the model again.' },
    );
  };
  return { path, offset: bytesAt('offset') ?? 0, length: bytesAt('length') };
}

function resolveLocation(model: OnnxModel, location: string): string {
  const { name, folder } = model;
  if (folder === undefined) {
    throw new VentralError('MODEL_UNREADABLE', `${name} keeps weights in a file '${location}'.`, {
      hint: 'Read the model from its path, so that the files beside it can be found.',
    });
  }
  // A model comes from the internet: it must not make us read any file of this machine.
  if (location === '' || isAbsolute(location) || normalize(location).startsWith('..')) {
    throw new VentralError(
      'MODEL_UNREADABLE',
      `${name} looks for weights in '${location}', outside its own folder.`,
      { hint: 'Save the model again with its external data beside it.' },
    );
  }
  return join(folder, location);
}
