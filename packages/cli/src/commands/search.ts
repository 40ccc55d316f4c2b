import { type Command, Option } from '@commander-js/extra-typings';
import type { CatalogEntry } from '@ventral/host';
import pc from 'picocolors';
import { kindChoices } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';

/**
 * `ventral search`: lists what can be installed and has all the words: plugins of the catalogue; where there
 * is none, or when asked, packages of npm's registry.
 */
export function addSearch(program: Command): void {
  program
    .command('search')
    .description('Find data sets, models, metrics and benchmarks that can be installed')
    .argument('[words...]', 'words of the id, title, citation, species or region')
    .addOption(new Option('--kind <kind>', 'only one kind').choices(kindChoices))
    .option('--catalog <file>', "another catalogue than ventral's own")
    .option('--npm', 'ask the registry that npm is set to: packages nobody has reviewed as well')
    .option('--json', 'print JSON')
    .action(async (words, { kind, catalog: path, npm, json }) => {
      const { readCatalog } = await import('../catalog-file.ts');
      const catalog = npm ? undefined : await readCatalog(path);
      if (catalog === undefined) {
        const { searchNpm } = await import('../search-npm.ts');
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
      const width = found.reduce((most, { id }) => Math.max(most, id.length), 0);
      const lines = kindChoices.flatMap((group) => {
        const members = found.filter((entry) => entry.kind === group);
        return members.length === 0 ? [] : [pc.bold(`${group}s`), ...linesOf(members, width)];
      });
      show(found, lines, json);
    });
}

const mostOfPackage = 8;
const someOfPackage = 4;

/** A line for each; of many that one package brings, for some, and how many more there are. */
function linesOf(members: readonly CatalogEntry[], width: number): readonly string[] {
  const byPackage = new Map<string, CatalogEntry[]>();
  for (const entry of members) {
    byPackage.set(entry.package, [...(byPackage.get(entry.package) ?? []), entry]);
  }
  return [...byPackage].flatMap(([name, entries]) => {
    const shown = entries.length > mostOfPackage ? entries.slice(0, someOfPackage) : entries;
    const lines = shown.map((entry) => lineOf(entry, width));
    const more = entries.length - shown.length;
    const rest = `${''.padEnd(width)}  ... and ${more} more of ${name}: more words, or --json`;
    return more === 0 ? lines : [...lines, `  ${pc.dim(rest)}`];
  });
}

function lineOf({ id, title, package: from, supersededBy }: CatalogEntry, width: number): string {
  const instead = supersededBy === undefined ? '' : `; superseded by ${supersededBy}`;
  return `  ${id.padEnd(width)}  ${pc.dim(`${title} (${from}${instead})`)}`;
}

function hasWords(entry: CatalogEntry, words: readonly string[]): boolean {
  const { kind, id, title, package: from, citation, stimuli = 'image', species } = entry;
  const { regions = [] } = entry;
  const text = [kind, id, title, from, citation, stimuli, species, ...regions]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word.toLowerCase()));
}

function show(found: readonly object[], lines: readonly string[], json: boolean | undefined): void {
  if (json) process.stdout.write(jsonText(found));
  else if (found.length === 0) console.log('Nothing that can be installed has all these words.');
  else console.log(`${lines.join('\n')}\n\nInstall with: ventral add <id or package>`);
}
