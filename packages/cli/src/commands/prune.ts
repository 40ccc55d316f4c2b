import { formatBytes } from '@ventral/files';
import { countWeights, filesOfNetwork, type PrunedFile, pruneFile } from '@ventral/scoring';
import { refuseOverwriting, reserveOutputFile } from '../output-file.ts';
import { textTable } from '../text-table.ts';

/** Options of `ventral prune`. */
export interface PruneOptions {
  readonly sparsity: number;
  readonly perLayer?: boolean;
  readonly output: string;
  readonly json?: boolean;
}

/** Writes a network with its smallest weights set to zero, and shows what became of each layer. */
export async function prune(model: string, options: PruneOptions): Promise<void> {
  const { sparsity, perLayer = false, output } = options;
  await refuseOverwriting(output, await filesOfNetwork(model));
  const file = await reserveOutputFile(output);
  let pruned: PrunedFile;
  try {
    pruned = await pruneFile(model, { sparsity, scope: perLayer ? 'layer' : 'global' });
    await file.finish(pruned.bytes);
  } catch (error) {
    await file.discard();
    throw error;
  }
  const { layers, bytes } = pruned;
  if (options.json) {
    console.log(JSON.stringify({ sparsity, ...countWeights(layers), layers }, undefined, 2));
    return;
  }
  const all = { name: 'all', operation: '', ...countWeights(layers) };
  const rows = [...layers, all].map(({ name, operation, weights, zerosBefore, zerosAfter }) => [
    name,
    operation,
    weights.toLocaleString('en-US'),
    percent(zerosBefore, weights),
    percent(zerosAfter, weights),
  ]);
  const head = ['layer', 'operation', 'weights', 'zero before', 'zero after'];
  console.log(textTable(head, rows, [2, 3, 4]));
  console.log(`\nWritten to ${output} (${formatBytes(bytes.length)}).`);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
