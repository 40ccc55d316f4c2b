// @ts-check
/**
 * `npm run results [-- --networks DIR] [BENCHMARK...]`: scores all models that can run here on the headline
 * benchmarks, into registry/results/, and sorts the images of one by difficulty. What was scored before
 * with the same code is not scored again.
 *
 * @param networks a folder of .onnx files, each with its description (.ventral.json) beside it
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
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

// Which images are as easy for a model as for people: `ventral difficulty`.
const choices = 'SimulatedVentral-i2n';
const choosing = plugins.filter((id) => !id.startsWith('cornet'));

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
const ventral = join(workspaceFolder, 'packages/cli/bin/ventral.js');
const results = join(workspaceFolder, 'registry/results');
// What was made before with the same code is there.
const store = join(workspaceFolder, '.ventral/results');
for (const [benchmark, models] of wanted) {
  const all = [...models, ...networks];
  if (all.length === 0) continue;
  const wantedScores = ['--benchmarks', benchmark, '--models', ...all];
  await attempt('run', ...wantedScores, '--store', store, '--output', results);
}
if (positionals.length === 0 || positionals.includes(choices)) {
  const folder = join(results, `${choices}-choice_alignment`);
  mkdirSync(folder, { recursive: true });
  for (const model of [...choosing, ...networks]) {
    const file = join(folder, `${basename(model, '.onnx')}.json`);
    // A record is never written over.
    rmSync(file, { force: true });
    await attempt('difficulty', model, choices, '--output', file);
  }
}

/** Runs the command; where it fails, the others are run all the same. */
async function attempt(/** @type {string[]} */ ...words) {
  const code = await run(process.execPath, [ventral, ...words]);
  if (code !== 0) process.exitCode = code;
}
