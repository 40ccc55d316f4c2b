// @ts-check
/** Checks every package as npm users would find it, and against the workspace's own rules. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packageFolders, readPackageJson, workspaceFolder } from './workspace.mjs';

/** @returns {Promise<boolean>} whether all is well; problems are printed */
export async function checkPackages() {
  const problems = (await Promise.all(packageFolders().map(problemsOf))).flat();
  for (const problem of problems) console.error(problem);
  return problems.length === 0;
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
    ...messages.map((message) => formatMessage(message, packageJson) ?? message.code),
    ...ruleProblems(folder, packageJson),
    ...(folder.startsWith('plugins') ? await manifestProblems(path, packageJson) : []),
  ].map((problem) => `${folder}: ${problem}`);
}

/**
 * @param {string} folder
 * @param {any} packageJson
 * @returns {string[]}
 */
function ruleProblems(folder, packageJson) {
  const isCommand = folder === join('packages', 'cli');
  const isPlugin = folder.startsWith('plugins');
  const name = isCommand ? 'ventral' : `@ventral/${basename(folder)}`;
  const kind = basename(folder).split('-')[0];
  const { core } = { core: packageJson.dependencies?.['@ventral/core'] };
  /** @type {[holds: boolean, rule: string][]} */
  const rules = [
    [packageJson.name === name, `is named ${packageJson.name}, not ${name}`],
    [packageJson.license === 'MIT', 'has no MIT licence field'],
    [Boolean(packageJson.description), 'has no description'],
    [packageJson.repository?.directory === folder, `repository.directory is not ${folder}`],
    [packageJson.scripts === undefined, 'has scripts: nothing may run while installing'],
    [existsSync(join(workspaceFolder, folder, 'README.md')), 'has no README.md'],
    [!isPlugin || core === undefined, '@ventral/core has to be a peer dependency'],
    [!isPlugin || packageJson.keywords?.includes(`ventral-${kind}`), `lacks keyword ventral-${kind}`],
  ];
  return rules.flatMap(([holds, rule]) => (holds ? [] : [rule]));
}

/**
 * @param {string} path
 * @param {any} packageJson
 * @returns {Promise<string[]>}
 */
async function manifestProblems(path, packageJson) {
  const { parseManifest } = await import('../packages/core/dist/index.js');
  const manifest = parseManifest(packageJson.ventral, join(path, 'package.json'));
  const exported = await import(pathToFileURL(join(path, 'dist/index.js')).href);
  const listed = new Set(manifest.plugins.map((entry) => entry.export));
  const missing = Object.entries(exported).filter(
    ([name, value]) => value?.apiVersion !== undefined && !listed.has(name),
  );
  return [
    ...missing.map(([name]) => `exports the plugin ${name}, which is not in its manifest`),
    ...manifest.plugins.flatMap(({ export: name, kind, id, scoreVersion }) => {
      const plugin = exported[name];
      const same =
        plugin?.kind === kind && plugin.id === id && plugin.scoreVersion === scoreVersion;
      return same ? [] : [`export ${name} is not the ${kind} '${id}' its manifest says`];
    }),
  ];
}
