import { addressOf, type InstalledPlugin } from '@ventral/host';
import pc from 'picocolors';
import { kindChoices } from './flag-values.ts';
import { oneLine } from './printable.ts';

/** Whether a plugin's id, title, kind or package has all the words, in small letters or capitals. */
export function hasWords(
  { kind, id, title, package: from }: InstalledPlugin,
  words: readonly string[],
): boolean {
  const text = [kind, id, title, from.packageJson.name].join(' ').toLowerCase();
  return words.every((word) => text.includes(word.toLowerCase()));
}

/**
 * Plugins as lines for people, by kind. A family all of whose members are there is one line, with what
 * its names stand for below.
 *
 * @param shown those to show
 * @param all those that are installed: of several versions of a plugin, each is shown by its address
 */
export function pluginLines(
  shown: readonly InstalledPlugin[],
  all: readonly InstalledPlugin[],
): readonly string[] {
  const versions = countBy(all, versionsKey);
  const [inFamily, shownOfFamily] = [countBy(all, familyKey), countBy(shown, familyKey)];
  const listed = new Set<string>();
  const rows = shown.flatMap((plugin): Row[] => {
    const { kind, id, title, family } = plugin;
    const key = familyKey(plugin);
    if (family === undefined || shownOfFamily.get(key) !== inFamily.get(key)) {
      const hasOthers = (versions.get(versionsKey(plugin)) ?? 0) > 1;
      const name = oneLine(hasOthers ? addressOf(plugin) : id);
      return [{ kind, name, title: oneLine(title), below: [] }];
    }
    if (listed.has(key)) return [];
    listed.add(key);
    const below = valueLines(family.values).map(oneLine);
    return [{ kind, name: oneLine(family.id), title: oneLine(family.title), below }];
  });
  const width = rows.reduce((most, { name }) => Math.max(most, name.length), 0);
  return kindChoices.flatMap((group) => {
    const members = rows.filter(({ kind }) => kind === group);
    if (members.length === 0) return [];
    const lines = members.flatMap(({ name, title, below }) => [
      `  ${name.padEnd(width)}  ${pc.dim(title)}`,
      ...below.map((line) => `  ${' '.repeat(width)}  ${pc.dim(line)}`),
    ]);
    return [pc.bold(`${group}s`), ...lines];
  });
}

/** The same for all versions of one plugin. */
function versionsKey({ kind, id }: InstalledPlugin): string {
  return `${kind} ${id}`;
}

/** The same for all members of one family. */
function familyKey({ kind, family, package: { folder } }: InstalledPlugin): string {
  return JSON.stringify([kind, family?.id, folder]);
}

function countBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of items.map(keyOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly title: string;
  readonly below: readonly string[];
}

const mostValues = 6;

function valueLines(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).map(([name, text]) => {
    const all = text.split(' ');
    if (all.length <= mostValues) return `<${name}>: ${all.join(', ')}`;
    const some = all.slice(0, mostValues - 2).join(', ');
    return `<${name}>: ${some} ... ${all.at(-1)} (${all.length})`;
  });
}
