// @ts-check
/** What the catalogue says of plugins, read from the plugins themselves. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageFolders, readPackageJson, workspaceFolder } from './workspace.mjs';

/** @typedef {import('../packages/host/dist/index.js').CatalogEntry} CatalogEntry */

/**
 * What the catalogue says of a plugin.
 *
 * @param {any} plugin
 * @param {{ name: string, version: string }} packageJson of the package that brings it
 * @returns {Promise<CatalogEntry>}
 */
export async function catalogEntry(plugin, { name, version }) {
  const { unitOf } = await import('../packages/host/dist/index.js');
  const { kind, id, scoreVersion, title, dataset, species, supersededBy } = plugin;
  const sizes = (plugin.files ?? []).map((/** @type {any} */ file) => file.bytes);
  const known = sizes.length > 0 && !sizes.includes(undefined);
  const entry = {
    ...{ kind, id, package: name, version, scoreVersion, title },
    licence: plugin.licence ?? dataset?.licence,
    citation: plugin.citation ?? dataset?.citation,
    species,
    modality: plugin.modality ?? dataset?.modality,
    unit: kind === 'benchmark' ? unitOf(plugin) : plugin.unit,
    stimuli: plugin.stimuli === 'image' ? undefined : plugin.stimuli,
    regions: plugin.regions ?? (plugin.region === undefined ? undefined : [plugin.region]),
    bytes: known ? sizes.reduce((/** @type {number} */ sum, bytes) => sum + bytes, 0) : undefined,
    supersededBy,
  };
  return /** @type {CatalogEntry} */ (
    Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined))
  );
}

/** @returns {Promise<CatalogEntry[]>} of every plugin of the workspace, as it is built */
export async function workspaceEntries() {
  const folders = packageFolders().filter((folder) => folder.startsWith('plugins'));
  const entries = await Promise.all(
    folders.map(async (folder) => {
      const entryPath = join(workspaceFolder, folder, 'dist/index.js');
      const exported = Object.values(await import(pathToFileURL(entryPath).href)).flat();
      const plugins = exported.filter((plugin) => plugin?.apiVersion !== undefined);
      return Promise.all(plugins.map((plugin) => catalogEntry(plugin, readPackageJson(folder))));
    }),
  );
  return entries.flat();
}
