// @ts-check
/**
 * `npm run results [-- --networks DIR] [BENCHMARK...]`: scores all models that can run here on the headline
 * benchmarks, into registry/results/. What was scored before with the same code is not scored again.
 *
 * @param networks a folder of .onnx files, each with its description (.ventral.json) beside it
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { run, workspaceFolder } from './workspace.mjs';

// Networks alone have categories of ImageNet to answer with.
const plugins = ['basenet', 'basenet-random', 'hmax', 'vone', 'pixels', 'cornet-z-random'];
const benchmarks = {
  SimulatedVentral: plugins.filter((id) => !id.startsWith('cornet')),
  'Cowley2023.V4.210325-pls': plugins,
  'Cowley2023.V4.210305-pls': plugins,
  'Kriegeskorte2008.macaque-IT-rdm': plugins,
  'Kriegeskorte2008.human-IT-rdm': plugins,
  'Geirhos2019.edge-error_consistency': [],
  'Geirhos2019.silhouette-error_consistency': [],
};

const { values, positionals } = parseArgs({
  options: { networks: { type: 'string' } },
  allowPositionals: true,
});
const networks =
  values.networks === undefined
    ? []
    : readdirSync(values.networks)
        .filter((name) => name.endsWith('.onnx'))
        .map((name) => join(/** @type {string} */ (values.networks), name));
const wanted = Object.entries(benchmarks).filter(
  ([id]) => positionals.length === 0 || positionals.includes(id),
);

await setUp();
await build({ types: false });
for (const [benchmark, models] of wanted) {
  const all = [...models, ...networks];
  if (all.length === 0) continue;
  const code = await run(process.execPath, [
    join(workspaceFolder, 'packages/cli/bin/ventral.js'),
    ...['compare', benchmark, ...all],
    ...['--output', join(workspaceFolder, 'registry/results', benchmark)],
  ]);
  // The others are scored all the same.
  if (code !== 0) process.exitCode = code;
}
