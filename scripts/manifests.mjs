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

if (process.argv[1] === import.meta.filename) {
  await setUp();
  await build();
  for (const folder of packageFolders().filter((path) => path.startsWith('plugins'))) {
    const packageJson = readPackageJson(folder);
    packageJson.ventral.plugins = await manifestEntries(folder);
    const text = `${JSON.stringify(packageJson, undefined, 2)}\n`;
    writeFileSync(join(workspaceFolder, folder, 'package.json'), text);
  }
}
