// @ts-check
/** Checks every package as npm users would find it, and against the workspace's own rules. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { manifestEntries } from './manifests.mjs';
import { packageFolders, readPackageJson, workspaceFolder } from './workspace.mjs';

/** @type {Readonly<Record<string, string>>} */
const unscoped = {
  'packages/cli': 'ventral',
  'packages/create-ventral-plugin': 'create-ventral-plugin',
};

/** @returns {Promise<string[]>} what is wrong */
export async function checkPackages() {
  return (await Promise.all(packageFolders().map(problemsOf))).flat();
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
async function problemsOf(folder) {
  const path = join(workspaceFolder, folder);
  const packageJson = readPackageJson(folder);
  const { messages } = await publint({ pkgDir: path, pack: false, strict: true });
  return [
    ...messages
      // Unpacked, publint sees the tests as well, which npm never publishes.
      .filter((message) => !JSON.stringify(message.args).includes('/test/'))
      .map((message) => formatMessage(message, packageJson) ?? message.code),
    ...ruleProblems(folder, packageJson),
    ...undeclaredImports(folder, packageJson),
    ...(folder.startsWith('plugins') ? await manifestProblems(folder, packageJson) : []),
  ].map((problem) => `${folder}: ${problem}`);
}

/**
 * @param {string} folder
 * @param {any} packageJson
 * @returns {string[]}
 */
function ruleProblems(folder, packageJson) {
  const isPlugin = folder.startsWith('plugins');
  const name = unscoped[folder.split(sep).join('/')] ?? `@ventral/${basename(folder)}`;
  const kind = basename(folder).split('-')[0];
  const readmePath = join(workspaceFolder, folder, 'README.md');
  const readme = existsSync(readmePath) ? readFileSync(readmePath, 'utf8') : '';
  /** @type {[holds: boolean, rule: string][]} */
  const rules = [
    [packageJson.name === name, `is named ${packageJson.name}, not ${name}`],
    [packageJson.license === 'MIT', 'has no MIT licence field'],
    [Boolean(packageJson.description), 'has no description'],
    [packageJson.repository?.directory === folder, `repository.directory is not ${folder}`],
    [packageJson.publishConfig?.access === 'public', 'publishConfig.access is not public'],
    [packageJson.scripts === undefined, 'has scripts: nothing may run while installing'],
    [readme !== '', 'has no README.md'],
    // What onnxruntime-node would run downloads CUDA libraries.
    [
      !/^npm install (?!--ignore-scripts )/m.test(readme),
      "has a README.md whose install line lacks --ignore-scripts: others' scripts would run",
    ],
    [
      !isPlugin || !packageJson.dependencies?.['@ventral/core'],
      '@ventral/core has to be a peer dependency',
    ],
    [
      !isPlugin || packageJson.keywords?.includes(`ventral-${kind}`),
      `lacks keyword ventral-${kind}`,
    ],
  ];
  return rules.flatMap(([holds, rule]) => (holds ? [] : [rule]));
}

/**
 * Packages of the workspace that the sources import and package.json does not name: inside the
 * workspace they are found all the same, in a user's project they are not.
 *
 * @param {string} folder
 * @param {any} packageJson
 * @returns {string[]}
 */
function undeclaredImports(folder, { name, dependencies, peerDependencies }) {
  const declared = new Set([name, ...Object.keys({ ...dependencies, ...peerDependencies })]);
  const source = join(workspaceFolder, folder, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const imported = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(source, file), 'utf8');
      // Imports of types alone are gone from what is published.
      return [...text.matchAll(/^(?:import|export) (?!type )[^;]*? from '(@ventral\/[^'/]+)'/gm)];
    })
    .map(([, wanted = '']) => wanted);
  return [...new Set(imported)]
    .filter((wanted) => !declared.has(wanted))
    .map((wanted) => `imports ${wanted}, which its package.json does not name`);
}

/**
 * @param {string} folder
 * @param {any} packageJson
 * @returns {Promise<string[]>}
 */
async function manifestProblems(folder, packageJson) {
  const { parseManifest } = await import('../packages/core/dist/index.js');
  const { plugins } = parseManifest(packageJson.ventral, join(folder, 'package.json'));
  const texts = (/** @type {readonly any[]} */ entries) =>
    entries.map(({ kind, id, export: name, title, scoreVersion }) =>
      JSON.stringify([kind, id, name, title, scoreVersion]),
    );
  const [listed, exported] = [texts(plugins), texts(await manifestEntries(folder))];
  const same = listed.sort().join() === exported.sort().join();
  return same ? [] : ['its manifest is not what it exports: run node scripts/manifests.mjs'];
}
