// @ts-check
/** `npm run check`: every check but the tests; all problems are shown at once. */
import { compile } from './build.mjs';
import { setUp } from './setup.mjs';
import { problemsOfTool } from './workspace.mjs';

await setUp();
// What these import is there only now.
const { checkPackages } = await import('./check-packages.mjs');
const { checkSizes } = await import('./sizes.mjs');
const { checkNames } = await import('./check-names.mjs');
const { checkCatalog } = await import('./catalog.mjs');
const { checkSchemas } = await import('./schemas.mjs');
/** @typedef {() => Promise<string[]>} Check gives what is wrong */
/** @type {readonly [name: string, check: Check][]} */
const ofSources = [
  ['format and lint', () => problemsOfTool('biome', ['check', '--error-on-warnings', '.'])],
  [
    'layers',
    () =>
      problemsOfTool('depcruise', ['packages', 'plugins', '--config', '.dependency-cruiser.cjs']),
  ],
  ['public names', checkNames],
  ['unused code and dependencies', () => problemsOfTool('knip', ['--no-progress'])],
];
/** @type {readonly [name: string, check: Check][]} */
const ofPackages = [
  ['packages', checkPackages],
  ['sizes and contents of packages', checkSizes],
  ['published schemas', checkSchemas],
  ['catalogue', checkCatalog],
];
/** @type {string[]} */
const failed = [];
// The compiler takes one processor for as long as the checks of sources take another.
await Promise.all([runInTurn(ofSources), buildAndCheck()]);
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function buildAndCheck() {
  if (await passes('types and build', compile)) return runInTurn(ofPackages);
  failed.push(...ofPackages.map(([name]) => `${name} (not built)`));
}

/** @param {typeof ofSources} checks */
async function runInTurn(checks) {
  for (const [name, check] of checks) await passes(name, check);
}

/**
 * @param {string} name
 * @param {Check} check
 */
async function passes(name, check) {
  const start = performance.now();
  const problems = await check().catch((error) => [String(error)]);
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(5);
  console.log(`${problems.length === 0 ? '✓' : '✗'} ${seconds} s  ${name}`);
  if (problems.length === 0) return true;
  console.error(problems.join('\n'));
  failed.push(name);
  return false;
}
