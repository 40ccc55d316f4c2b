// @ts-check
/**
 * `node scripts/check-third-party.mjs [folder]`: checks every package that registry/third-party lists,
 * as it comes from the registry that npm is set to: what it is, and that its plugins pass the
 * conformance suite. Their code is imported: run it where that is safe.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { catalogEntry, workspaceEntries } from './catalog-entries.mjs';
import { brokenRules } from './conformance.mjs';
import { entriesOf } from './manifests.mjs';
import { setUp } from './setup.mjs';
import { capture, workspaceFolder } from './workspace.mjs';

/** @typedef {import('../packages/host/dist/index.js').CatalogEntry} CatalogEntry */
/** @typedef {{ name: string, version: string }} ThirdPartyPackage its version may be a range */

const listFolder = join(workspaceFolder, 'registry/third-party');
const installScripts = ['preinstall', 'install', 'postinstall'];

/**
 * @param {string} [folder] with a file for each package: `<package>.json`
 * @returns {ThirdPartyPackage[]}
 */
export function thirdPartyPackages(folder = listFolder) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && file.name.endsWith('.json'))
    .map((file) => join(file.parentPath, file.name))
    .sort()
    .map((path) => {
      const { package: name, version, ...others } = JSON.parse(readFileSync(path, 'utf8'));
      const stated = relative(folder, path).replaceAll('\\', '/');
      if (stated !== `${name}.json` || typeof version !== 'string' || Object.keys(others).length) {
        throw new Error(
          `${path} has to be { "package": name, "version": range }, in the file <name>.json.`,
        );
      }
      return { name, version };
    });
}

/**
 * Installs each package alone, without running a script, and reads its plugins.
 *
 * @param {readonly CatalogEntry[]} ours whose ids are taken
 * @param {string} [folder]
 * @returns {Promise<{ entries: CatalogEntry[], problems: string[] }>}
 */
export async function readThirdParty(ours, folder) {
  /** @type {CatalogEntry[]} */
  const entries = [];
  /** @type {string[]} */
  const problems = [];
  for (const listed of thirdPartyPackages(folder)) {
    const project = mkdtempSync(join(tmpdir(), 'ventral-third-party-'));
    try {
      await install(listed, project);
      const read = await readPackage(listed.name, project);
      for (const { kind, id } of read) {
        const other = [...ours, ...entries].find((entry) => entry.kind === kind && entry.id === id);
        if (other) throw new Error(`its ${kind} '${id}' is already that of ${other.package}.`);
      }
      const broken = await brokenRules(listed.name, project);
      if (broken.length > 0) throw new Error(['it breaks the contract:', ...broken].join('\n  '));
      entries.push(...read);
    } catch (error) {
      problems.push(`${listed.name}@${listed.version}: ${/** @type {Error} */ (error).message}`);
    } finally {
      rmSync(project, { recursive: true });
    }
  }
  return { entries, problems };
}

/**
 * @param {ThirdPartyPackage} listed
 * @param {string} project an empty folder
 */
async function install({ name, version }, project) {
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  const { code, stderr } = await capture(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${version}`],
    { cwd: project },
  );
  if (code !== 0) throw new Error(`it cannot be installed:\n${stderr}`);
}

/**
 * @param {string} name
 * @param {string} project where it is installed
 * @returns {Promise<CatalogEntry[]>}
 * @throws where the package is not what a plugin package has to be
 */
async function readPackage(name, project) {
  const { discoverPlugins, importExport, loadPlugin } = await import(
    '../packages/host/dist/index.js'
  );
  const packageFolder = join(project, 'node_modules', name);
  const packageJson = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const scripts = installScripts.filter((script) => packageJson.scripts?.[script] !== undefined);
  if (scripts.length > 0) throw new Error(`it has the install script ${scripts.join(', ')}.`);
  const index = await discoverPlugins(project);
  const found = index.plugins.filter((plugin) => plugin.package.packageJson.name === name);
  if (found.length === 0) throw new Error('its manifest lists no plugin.');
  const plugins = await Promise.all(found.map(({ kind, id }) => loadPlugin(index, kind, id)));
  for (const entry of [...index.modelFiles, ...index.networks, ...index.frontEnds])
    await importExport(entry.package, entry.export);
  await requireAllListed(name, project, plugins);
  return Promise.all(plugins.map((plugin) => catalogEntry(plugin, packageJson)));
}

/**
 * @param {string} name
 * @param {string} project
 * @param {readonly { kind: string, id: string }[]} listed
 */
async function requireAllListed(name, project, listed) {
  const exportsPath = join(project, 'exports.mjs');
  writeFileSync(exportsPath, `export * from ${JSON.stringify(name)};\n`);
  for (const { kind, id, export: from } of entriesOf(
    await import(pathToFileURL(exportsPath).href),
  )) {
    if (listed.some((plugin) => plugin.kind === kind && plugin.id === id)) continue;
    throw new Error(`it exports the ${kind} '${id}' as ${from}, which its manifest does not list.`);
  }
}

if (process.argv[1] === import.meta.filename) {
  await setUp();
  await build();
  const folder = process.argv[2] === undefined ? listFolder : resolve(process.argv[2]);
  const { entries, problems } = await readThirdParty(await workspaceEntries(), folder);
  for (const problem of problems) console.error(problem);
  console.log(`${entries.length} plugins of other people's packages, ${problems.length} problems.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
