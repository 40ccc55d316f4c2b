// @ts-check
/** `pnpm check`: every check but the tests, one after the other; all problems are shown at once. */
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { runTool } from './workspace.mjs';

await setUp();
// What these import is there only now.
const { checkPackages } = await import('./check-packages.mjs');
const { checkSizes } = await import('./sizes.mjs');
const { checkCatalog } = await import('./catalog.mjs');
const { checkSchemas } = await import('./schemas.mjs');
/** @type {readonly [name: string, check: () => Promise<boolean>][]} */
const checks = [
  ['format and lint', () => tool('biome', ['check', '--error-on-warnings', '.'])],
  ['types', () => tool('tsc', ['--project', '.'])],
  [
    'layers',
    () => tool('depcruise', ['packages', 'plugins', '--config', '.dependency-cruiser.cjs']),
  ],
  ['unused code and dependencies', () => tool('knip', [])],
  ['build', () => build().then(() => true)],
  ['packages', checkPackages],
  ['sizes and contents of packages', checkSizes],
  ['published schemas', checkSchemas],
  ['catalogue', checkCatalog],
];
const failed = [];
for (const [name, check] of checks) {
  console.log(`\n— ${name}`);
  if (!(await check())) failed.push(name);
}
console.log(failed.length === 0 ? '\nAll checks pass.' : `\nFailed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

/**
 * @param {string} name
 * @param {readonly string[]} args
 */
async function tool(name, args) {
  return (await runTool(name, args)) === 0;
}
