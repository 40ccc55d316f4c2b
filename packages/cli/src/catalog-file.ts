import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '@ventral/files';
import { type Catalog, parseCatalog } from '@ventral/host';

/** The catalogue that this command was published with; see scripts/build.mjs. */
const ownPath = join(import.meta.dirname, 'catalog.json');

/**
 * Reads the catalogue of plugins that can be installed.
 *
 * @param path of another catalogue than the command's own
 * @returns `undefined` where none is named and the command has none
 * @throws VentralError `FILE_UNREADABLE`
 */
export async function readCatalog(path: string | undefined): Promise<Catalog | undefined> {
  if (path === undefined && !existsSync(ownPath)) return undefined;
  const file = path ?? ownPath;
  const hint = 'Name a .json file in the format of registry/catalog.schema.json of Ventral.';
  return parseCatalog(await readJson(file, hint), file);
}
