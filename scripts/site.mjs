// @ts-check
/**
 * `npm run site`: builds the leaderboard of the records in registry/results, and of what `npm start` scored
 * here, into docs/site/, with the tables of registry/published where there are any.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { run, workspaceFolder } from './workspace.mjs';

await setUp();
await build();
const at = (/** @type {string} */ path) => join(workspaceFolder, path);
const folders = ['registry/results', '.ventral/start/records']
  .map(at)
  .filter((path) => existsSync(path));
const published = at('registry/published');
const out = at('docs/site');
if (folders.length === 0) {
  console.error('There are no records yet: npm start makes some.');
  process.exit(1);
}
const code = await run(process.execPath, [
  ...[at('packages/cli/bin/ventral.js'), 'leaderboard', 'build', ...folders, '--out', out],
  ...(existsSync(published) ? ['--published', published] : []),
]);
if (code === 0) console.log(`${pathToFileURL(join(out, 'index.html'))}`);
process.exitCode = code;
