import { realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { externalPlace, isExternal } from './external-files.ts';
import type { TensorProto } from './generated/onnx_pb.ts';
import { graphTensors, type HeldTensor, replaceTensors } from './graph-tensors.ts';
import type { OnnxModel } from './onnx-model.ts';

/**
 * The model with its files of weights named by where they really lie; the model itself where none is
 * behind a link. onnxruntime refuses weights that a link leads out of the model's folder, as all are in
 * the cache of Hugging Face, where a file is a link into a folder of blobs.
 */
export async function followLinks(model: OnnxModel): Promise<OnnxModel> {
  const external = [...graphTensors(model.graph)].filter(([, tensor]) => isExternal(tensor));
  const places = new Map<string, string>();
  for (const [, tensor] of external) {
    const { path } = externalPlace(model, tensor);
    places.set(path, places.get(path) ?? (await realpath(path)));
  }
  const { folder = '' } = model;
  const realFolder = external.length === 0 ? folder : await realpath(folder);
  const isBeside = ([path, real]: [string, string]) =>
    real === join(realFolder, relative(folder, path));
  if ([...places].every(isBeside)) return model;
  const common = commonFolder([...places.values()]);
  const replacements = new Map<HeldTensor, TensorProto>();
  for (const [held, tensor] of external) {
    const real = places.get(externalPlace(model, tensor).path) as string;
    const location = relative(common, real).replaceAll(sep, '/');
    const externalData = tensor.externalData.map((entry) =>
      entry.key === 'location' ? { ...entry, value: location } : entry,
    );
    replacements.set(held, { ...tensor, externalData });
  }
  return { ...model, folder: common, graph: replaceTensors(model.graph, replacements) };
}

/** The deepest folder that all paths lie in. */
function commonFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0] as string);
  const isAround = (path: string) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
  while (!paths.every(isAround)) folder = dirname(folder);
  return folder;
}
