import { type PluginKind, pluginKinds } from '@ventral/core';
import type { CatalogEntry } from '@ventral/host';
import pc from 'picocolors';
import { readCatalog } from '../catalog-file.ts';
import { searchNpm } from '../search-npm.ts';

/** Options of `ventral search`. */
export interface SearchOptions {
  readonly kind?: PluginKind;
  readonly catalog?: string;
  readonly npm?: boolean;
  readonly json?: boolean;
}

/**
 * Lists what can be installed and has all the words: plugins of the catalogue; where there is none,
 * or when asked, packages of npm's registry.
 */
export async function search(words: readonly string[], options: SearchOptions): Promise<void> {
  const { kind, json } = options;
  const catalog = options.npm ? undefined : await readCatalog(options.catalog);
  if (catalog === undefined) {
    const found = await searchNpm(words, kind);
    const lines = found.map(({ name, version, description }) =>
      [`${name}@${version}`, pc.dim(description)].join('  '),
    );
    show(found, lines, json);
    return;
  }
  const found = catalog.plugins.filter(
    (entry) => (kind === undefined || entry.kind === kind) && hasWords(entry, words),
  );
  const width = Math.max(0, ...found.map(({ id }) => id.length));
  const lines = pluginKinds.flatMap((group) => {
    const members = found.filter((entry) => entry.kind === group);
    return members.length === 0 ? [] : [pc.bold(`${group}s`), ...members.map(lineOf)];
  });
  show(found, lines, json);

  function lineOf({ id, title, package: from, supersededBy }: CatalogEntry): string {
    const instead = supersededBy === undefined ? '' : `; superseded by ${supersededBy}`;
    return `  ${id.padEnd(width)}  ${pc.dim(`${title} (${from}${instead})`)}`;
  }
}

function hasWords(entry: CatalogEntry, words: readonly string[]): boolean {
  const { kind, id, title, package: from, citation, species, regions = [] } = entry;
  const text = [kind, id, title, from, citation, species, ...regions].join(' ').toLowerCase();
  return words.every((word) => text.includes(word.toLowerCase()));
}

function show(found: readonly object[], lines: readonly string[], json: boolean | undefined): void {
  if (json) console.log(JSON.stringify(found, undefined, 2));
  else if (found.length === 0) console.log('Nothing that can be installed has all these words.');
  else console.log(`${lines.join('\n')}\n\nInstall with: ventral add <id or package>`);
}
