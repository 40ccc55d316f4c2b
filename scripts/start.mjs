// @ts-check
/** `npm start`: sets up, builds and runs the main job. Arguments go to the ventral command. */
import { join } from 'node:path';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { run, workspaceFolder } from './workspace.mjs';

const mainJob = ['score', 'pixels', 'Cowley2023.V4.210325-pls'];

await setUp();
await build();
const given = process.argv.slice(2);
const args = given.length === 0 ? mainJob : given;
console.log(`> ventral ${args.join(' ')}`);
const command = join(workspaceFolder, 'packages/cli/bin/ventral.js');
process.exitCode = await run(process.execPath, [command, ...args]);
