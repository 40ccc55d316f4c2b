import { addressOf, type InstalledPlugin } from '@ventral/host';
import pc from 'picocolors';
import { kindChoices } from './flag-values.ts';

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
  const nameOf = (plugin: InstalledPlugin) =>
    all.filter((other) => other.kind === plugin.kind && other.id === plugin.id).length > 1
      ? addressOf(plugin)
      : plugin.id;
  const rows = shown.flatMap((plugin, index): Row[] => {
    const { kind, family } = plugin;
    const isOfFamily = (other: InstalledPlugin) =>
      other.package === plugin.package && other.kind === kind && other.family?.id === family?.id;
    const isWhole = shown.filter(isOfFamily).length === all.filter(isOfFamily).length;
    if (family === undefined || !isWhole) {
      return [{ kind, name: nameOf(plugin), title: plugin.title, below: [] }];
    }
    if (shown.findIndex(isOfFamily) < index) return [];
    return [{ kind, name: family.id, title: family.title, below: valueLines(family.values) }];
  });
  const width = Math.max(...rows.map(({ name }) => name.length));
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
