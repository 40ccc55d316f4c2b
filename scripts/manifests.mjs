// @ts-check
/** Writes each plugin package's manifest from what it exports: `node scripts/manifests.mjs`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';
import { packageFolders, readPackageJson, workspaceFolder } from './workspace.mjs';

/**
 * The manifest entries of a built plugin package of the workspace.
 *
 * @param {string} folder relative to the workspace
 */
export async function manifestEntries(folder) {
  const entryPath = join(workspaceFolder, folder, 'dist/index.js');
  return entriesOf(await import(pathToFileURL(entryPath).href));
}

/**
 * The manifest entries of every export that is a plugin, or a list of plugins.
 *
 * @param {Record<string, any>} exported
 * @returns {{ kind: string, id: string, export: string, title: string, scoreVersion: number }[]}
 */
export function entriesOf(exported) {
  return Object.entries(exported).flatMap(([name, value]) =>
    [value].flat().flatMap((plugin) => {
      if (plugin?.apiVersion === undefined) return [];
      const { kind, id, title, scoreVersion } = plugin;
      return [{ kind, id, export: name, title, scoreVersion }];
    }),
  );
}

/**
 * The entries to write: families that were written by hand, where all their members are exported as
 * they say, and whatever else is exported.
 *
 * @param {string} folder relative to the workspace
 * @param {any} packageJson
 * @returns {Promise<object[]>}
 */
async function writtenEntries(folder, packageJson) {
  const { parseManifest } = await import('../packages/core/dist/index.js');
  const exported = new Set((await manifestEntries(folder)).map((entry) => JSON.stringify(entry)));
  const written = packageJson.ventral.plugins.filter((/** @type {any} */ entry) => entry.values);
  const families = written.filter((/** @type {any} */ family) => {
    const { plugins } = parseManifest({ apiVersion: 1, plugins: [family] }, folder);
    const members = plugins.map(
      (/** @type {any} */ { kind, id, export: name, title, scoreVersion }) =>
        JSON.stringify({ kind, id, export: name, title, scoreVersion }),
    );
    if (!members.every((/** @type {string} */ member) => exported.has(member))) return false;
    for (const member of members) exported.delete(member);
    return true;
  });
  return [...families, ...Array.from(exported, (entry) => JSON.parse(entry))];
}

if (process.argv[1] === import.meta.filename) {
  await setUp();
  await build();
  for (const folder of packageFolders().filter((path) => path.startsWith('plugins'))) {
    const packageJson = readPackageJson(folder);
    packageJson.ventral.plugins = await writtenEntries(folder, packageJson);
    const text = `${JSON.stringify(packageJson, undefined, 2)}\n`;
    writeFileSync(join(workspaceFolder, folder, 'package.json'), text);
  }
}
