import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Catalog, parseCatalog } from '@ventral/core';
import { VentralError } from '@ventral/errors';

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
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const { message } = cause as Error;
    throw new VentralError('FILE_UNREADABLE', `${file} is no readable catalogue: ${message}.`, {
      hint: 'Name a .json file in the format of registry/catalog.schema.json of Ventral.',
      cause,
    });
  }
  return parseCatalog(value, file);
}
