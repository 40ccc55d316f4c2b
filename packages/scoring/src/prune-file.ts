import { VentralError } from '@ventral/errors';
import { whileUnchanged } from '@ventral/files';
import {
  encodeModel,
  externalFiles,
  type PrunedLayer,
  type PruneSettings,
  pruneWeights,
  readModel,
} from '@ventral/onnx';

/** A pruned network as a file, and what became of its layers. */
export interface PrunedFile {
  /** Whole: weights that lay in other files are inside. */
  readonly bytes: Uint8Array;
  readonly layers: readonly PrunedLayer[];
}

/**
 * Prunes a network. The same network and settings give the same bytes.
 *
 * @throws VentralError `FILE_UNREADABLE` for what is no .onnx file, `MODEL_UNREADABLE`,
 *   `OPTION_INVALID` where nothing can be pruned
 */
export async function pruneFile(path: string, settings: PruneSettings): Promise<PrunedFile> {
  const files = await filesOfNetwork(path);
  const { model, layers } = await whileUnchanged(files, async () =>
    pruneWeights(await readModel(path), settings),
  );
  return { bytes: encodeModel(model), layers };
}

/** The file of a network and those that hold its weights. */
export async function filesOfNetwork(path: string): Promise<readonly string[]> {
  requireOnnx(path);
  return [path, ...externalFiles(await readModel(path))];
}

/** How many weights there are in all, and how many of them are zero. */
export function countWeights(layers: readonly PrunedLayer[]): {
  readonly weights: number;
  readonly zerosBefore: number;
  readonly zerosAfter: number;
} {
  const sum = (key: 'weights' | 'zerosBefore' | 'zerosAfter') =>
    layers.reduce((total, layer) => total + layer[key], 0);
  return {
    weights: sum('weights'),
    zerosBefore: sum('zerosBefore'),
    zerosAfter: sum('zerosAfter'),
  };
}

function requireOnnx(path: string): void {
  if (/\.onnx$/i.test(path)) return;
  throw new VentralError('FILE_UNREADABLE', `'${path}' is no .onnx file: only those are pruned.`, {
    hint: 'Give the path of a network as .onnx; one that comes with a package has none here.',
  });
}
