import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { PluginNames } from './plugin-names.ts';

const templatesFolder = join(import.meta.dirname, '../templates');

/**
 * Reads the files of a new package: those that all share and those of its template, with the names
 * filled in.
 *
 * @returns content by path, relative to the package and `/`-separated
 */
export async function readTemplate(
  template: string,
  names: PluginNames,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const folder of [join(templatesFolder, 'shared'), join(templatesFolder, template)]) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((found) => found.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const name = relative(folder, path).split(sep).join('/');
      // `_.gitignore` and `_package.json`: npm publishes no .gitignore, and tools take any package.json
      // for a package's own.
      const target = fillIn(name.replace(/^_(?!_)/, ''), names);
      const content = await readFile(path);
      files.set(target, name.endsWith('.png') ? content : Buffer.from(fillIn(`${content}`, names)));
    }
  }
  return files;
}

function fillIn(text: string, names: PluginNames): string {
  return text
    .replaceAll('__PACKAGE__', names.packageName)
    .replaceAll('__NAME__', names.name)
    .replaceAll('__EXPORT__', names.exportName)
    .replaceAll('__YEAR__', names.year);
}
