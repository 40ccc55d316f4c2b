// @ts-check
/**
 * Writes (`node scripts/catalog.mjs`) or checks registry/catalog.json: every plugin of the
 * workspace, and those of the packages in registry/third-party, which are installed to be read.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { workspaceEntries } from './catalog-entries.mjs';
import { readThirdParty, thirdPartyPackages } from './check-third-party.mjs';
import { setUp } from './setup.mjs';
import { workspaceFolder } from './workspace.mjs';

/** @typedef {import('../packages/host/dist/index.js').CatalogEntry} CatalogEntry */

const catalogPath = join(workspaceFolder, 'registry/catalog.json');

/**
 * @param {readonly CatalogEntry[]} plugins
 * @returns {string} the text of the catalogue
 */
function format(plugins) {
  const key = ({ kind = '', id = '' }) => `${kind} ${id}`;
  const sorted = [...plugins].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return `${JSON.stringify({ catalogVersion: 1, plugins: sorted }, undefined, 2)}\n`;
}

/**
 * Whether the catalogue is of the code: what it says of other people's packages is kept as it was
 * read when it was written, since checking needs no network.
 *
 * @returns {Promise<string[]>} what is wrong
 */
export async function checkCatalog() {
  const { parseCatalog } = await import('../packages/host/dist/index.js');
  const text = existsSync(catalogPath) ? readFileSync(catalogPath, 'utf8') : '{}';
  const listed = parseCatalog(JSON.parse(text), catalogPath).plugins;
  const others = thirdPartyPackages().map(({ name }) => name);
  const theirs = listed.filter((entry) => others.includes(entry.package));
  const missing = others.filter((name) => !theirs.some((entry) => entry.package === name));
  const fresh = format([...(await workspaceEntries()), ...theirs]);
  if (missing.length === 0 && fresh === text) return [];
  return ['registry/catalog.json is out of date: run node scripts/catalog.mjs'];
}

/** Needs the registry where there are packages of other people. */
async function writeCatalog() {
  const ours = await workspaceEntries();
  const { entries, problems } = await readThirdParty(ours);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  writeFileSync(catalogPath, format([...ours, ...entries]));
}

if (process.argv[1] === import.meta.filename) {
  await setUp();
  await build();
  await writeCatalog();
}
