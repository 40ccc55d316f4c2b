// @ts-check
/**
 * `npm run release`: versions the packages by their changesets, builds, writes the catalogue,
 * checks, and publishes what the registry that npm is set to does not have yet. Tags come after the
 * commit of what it wrote: `changeset tag`.
 */
import { setUp } from './setup.mjs';
import { run, runTool } from './workspace.mjs';

await setUp();
const node = (/** @type {string} */ script) => run(process.execPath, [`scripts/${script}.mjs`]);
/** @type {readonly [name: string, step: () => Promise<number>][]} */
const steps = [
  ['versions', () => runTool('changeset', ['version'])],
  // The changelogs and manifests that changesets writes are in its own style.
  ['format', () => runTool('biome', ['check', '--write', '.'])],
  ['build', () => node('build')],
  ['catalogue', () => node('catalog')],
  ['sizes', () => node('sizes')],
  ['checks', () => node('check')],
  ['publication', () => runTool('changeset', ['publish', '--no-git-tag'])],
];
for (const [name, step] of steps) {
  console.log(`\n— ${name}`);
  const code = await step();
  if (code === 0) continue;
  console.error(`The release stopped at: ${name}. Nothing after it was done.`);
  process.exit(code);
}
