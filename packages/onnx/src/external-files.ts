import { stat } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { VentralError } from '@ventral/errors';
import {
  TensorProto_DataLocation as DataLocation,
  type GraphProto,
  type TensorProto,
} from './generated/onnx_pb.ts';
import type { OnnxModel } from './onnx-model.ts';
import { subgraphsOf } from './subgraphs.ts';
import { readWeight } from './weights.ts';

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
  for (const tensor of externalTensors(model.graph)) {
    const entries = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
    const path = resolveLocation(model, entries.get('location') ?? '');
    const end = Number(entries.get('offset') ?? 0) + Number(entries.get('length') ?? 0);
    sizes.set(path, Math.max(sizes.get(path) ?? 0, end));
  }
  return sizes;
}

function* externalTensors(graph: GraphProto): Generator<TensorProto> {
  for (const initializer of graph.initializer) {
    const tensor = readWeight(initializer);
    if (tensor.dataLocation === DataLocation.EXTERNAL) yield tensor;
  }
  for (const node of graph.node) {
    for (const { t } of node.attribute) {
      if (t?.dataLocation === DataLocation.EXTERNAL) yield t;
    }
    for (const subgraph of subgraphsOf(node)) yield* externalTensors(subgraph);
  }
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
