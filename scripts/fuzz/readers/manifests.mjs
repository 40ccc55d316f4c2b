// @ts-check
/** The package.json of a plugin: its manifest read, and what it names imported. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openProject } from '../../../packages/scoring/dist/index.js';
import { workspaceFolder } from '../../workspace.mjs';
import { json } from '../samples.mjs';

const name = 'ventral-plugin-metric-constant';

/** @param {string} folder */
export async function samples(folder) {
  const plugin = join(folder, 'node_modules', name);
  mkdirSync(plugin, { recursive: true });
  const fields = "{ kind: 'metric', id: 'constant', scoreVersion: 1, apiVersion: 1 }";
  writeFileSync(join(plugin, 'index.js'), `export const constant = ${fields};`);
  writeFileSync(join(folder, 'package.json'), json({ dependencies: { [name]: '1.0.0' } }));
  const path = join(workspaceFolder, 'packages/cli/test/fixtures/plugin/package.json');
  return { 'manifest.json': readFileSync(path) };
}

/**
 * @param {string} path
 * @param {string} folder
 */
export async function read(path, folder) {
  renameSync(path, join(folder, 'node_modules', name, 'package.json'));
  const project = await openProject(folder);
  for (const { kind, id } of project.plugins.plugins.slice(0, 3)) await project.load(kind, id);
}
