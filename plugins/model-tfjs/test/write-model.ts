import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What TensorFlow.js hands to whoever saves a model. */
export interface SavedModel {
  readonly modelTopology: unknown;
  readonly weightSpecs: readonly unknown[];
  readonly weightData: ArrayBuffer;
}

/** Writes `model.json` and two files of weights, as tensorflowjs_converter does. */
export async function writeModel(
  folder: string,
  format: string,
  saved: SavedModel,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const bytes = new Uint8Array(saved.weightData);
  const half = Math.floor(bytes.length / 2) + 1;
  const paths = ['group1-shard1of2.bin', 'group1-shard2of2.bin'];
  await writeFile(join(folder, paths[0] as string), bytes.subarray(0, half));
  await writeFile(join(folder, paths[1] as string), bytes.subarray(half));
  const path = join(folder, 'model.json');
  const { modelTopology, weightSpecs } = saved;
  const weightsManifest = [{ paths, weights: weightSpecs }];
  await writeFile(path, JSON.stringify({ format, modelTopology, weightsManifest }));
  return path;
}
