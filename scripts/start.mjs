// @ts-check
/**
 * `npm start`: sets up, builds and runs the main job, which needs no network: the models that need no
 * download, on the simulated ventral stream. Arguments go to the ventral command instead.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { run, workspaceFolder } from './workspace.mjs';

// Those that are quick first: a row appears as soon as its model is done. Models of V1 are left out: hmax takes
// half as long again as all of these, vone as long as these and hmax, and 0.8 GB.
const models = ['basenet', 'basenet-random', 'pixels'];
const scored = join(workspaceFolder, '.ventral/start');
const records = join(scored, 'records');
const mainJob = ['compare', 'SimulatedVentral', ...models, '--output', records];
const siteFolder = join(scored, 'site');
const next = `
A simulated brain says what metrics do, not what brains do. From here:
  npm start -- compare Cowley2023.V4.210325-pls ${models.join(' ')}
                                        recordings from macaque V4 (fetches 2 MB)
  npm start -- compare SimulatedVentral ${models.join(' ')} hmax
                                        with a model of V1 more, in about a minute
  npm start -- score NET.onnx SimulatedVentral.V4-pls --preprocessing torch
                                        a network of your own, on the simulated V4
  npm start -- leaderboard serve        the page, which follows new records
  npm start -- calibrate pls            what a metric finds where the truth is known
  npm start -- list                     all benchmarks, metrics, models and data sets here
docs/simulated-ventral/README.md shows the images and says what is simulated.`;

await setUp();
// Types are of no use to who only runs the command, and take most of a build.
await build({ types: false });
const given = process.argv.slice(2);
const isServing = given.join(' ') === 'leaderboard serve';
const args = given.length === 0 ? mainJob : isServing ? [...given, records] : given;
if (isServing) mkdirSync(records, { recursive: true });
console.log(`> ventral ${args.join(' ')}`);
const command = join(workspaceFolder, 'packages/cli/bin/ventral.js');
const code = await run(process.execPath, [command, ...args]);
if (code === 0 && args === mainJob) {
  const build = ['leaderboard', 'build', records, '--out', siteFolder];
  const site = await run(process.execPath, [command, ...build]);
  if (site === 0) {
    console.log(`The page of these scores: ${pathToFileURL(join(siteFolder, 'index.html'))}`);
  }
  console.log(next);
}
process.exitCode = code;
