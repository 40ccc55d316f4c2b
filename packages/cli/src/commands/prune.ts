import type { Command } from '@commander-js/extra-typings';
import { sparsity } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { openOutputFile, refuseOverwriting } from '../output-file.ts';

/** `ventral prune`: writes a network with its smallest weights at zero, and shows what became of each layer. */
export function addPrune(program: Command): void {
  program
    .command('prune')
    .description('Set the smallest weights of a network to zero')
    .argument('<model>', 'a network (.onnx)')
    .requiredOption('--sparsity <share>', 'share of weights that are zero afterwards', sparsity)
    .option('--per-layer', 'the smallest of each layer (default: of the whole network)')
    .requiredOption('-o, --output <file>', 'the pruned network (.onnx)')
    .option('--json', 'print JSON')
    .action(async (model, flags) => {
      const { countWeights, filesOfNetwork, pruneFile } = await import('@ventral/scoring');
      const { sparsity: share, output } = flags;
      await refuseOverwriting(output, await filesOfNetwork(model));
      const file = await openOutputFile(output);
      const scope = flags.perLayer ? 'layer' : 'global';
      const { layers, bytes } = await pruneFile(model, { sparsity: share, scope });
      await file.write(bytes);
      if (flags.json) {
        process.stdout.write(jsonText({ sparsity: share, ...countWeights(layers), layers }));
        return;
      }
      const { formatBytes } = await import('@ventral/files');
      const { textTable } = await import('../text-table.ts');
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
    });
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
