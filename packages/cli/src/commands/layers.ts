import type { Layer } from '@ventral/core';
import { discoverPlugins } from '@ventral/host';
import { findModel, type ModelFileOptions } from '@ventral/scoring';
import { type RunOptions, runWith } from '../run.ts';
import { textTable } from '../text-table.ts';

/** Options of `ventral layers`. */
export interface LayersOptions extends RunOptions, Pick<ModelFileOptions, 'imageSize'> {
  readonly json?: boolean;
}

/** Lists the layers of a model in the order in which they are computed. */
export async function layers(argument: string, options: LayersOptions): Promise<void> {
  const index = await discoverPlugins(process.cwd());
  const rows = await runWith(options, async (context) => {
    const { model } = await findModel(argument, options, index);
    const open = await model.open(context);
    try {
      return open.layers.map((layer) => ({
        ...layer,
        features: featureCount(layer),
        candidate: open.candidateLayers.includes(layer.name),
        regions: Object.entries(model.regionLayers ?? {})
          .filter(([, name]) => name === layer.name)
          .map(([region]) => region),
      }));
    } finally {
      await open[Symbol.asyncDispose]();
    }
  });
  if (options.json) {
    console.log(JSON.stringify(rows, undefined, 2));
    return;
  }
  const table = rows.map(({ name, operation, shape, features, candidate, regions }) => [
    name,
    operation,
    shape.map((size) => size ?? '?').join(' x '),
    features?.toLocaleString('en-US') ?? '?',
    [...regions, ...(candidate ? ['candidate'] : [])].join(', '),
  ]);
  console.log(textTable(['layer', 'operation', 'shape', 'features', ''], table, [3]));
  console.log('\nWithout --layer, a score is made of every candidate and the best is kept.');
}

function featureCount({ shape }: Layer): number | undefined {
  let product = 1;
  for (const size of shape) {
    if (size === undefined) return undefined;
    product *= size;
  }
  return product;
}
