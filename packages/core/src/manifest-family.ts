import type { ManifestEntry } from './manifest.ts';

/** A manifest entry as it is written: of one plugin, or of a family of plugins. */
interface WrittenEntry extends ManifestEntry {
  /** What each `<name>` in id and title stands for, separated by spaces. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * The plugins that a manifest entry stands for: itself, or every combination of the values of its
 * family: `Cowley2023.V4.<session>-<metric>` with `{ session: '190923 190924', metric: 'pls ridge' }`
 * are four, the last name varying fastest.
 */
export function expandFamily({ values = {}, ...entry }: WrittenEntry): readonly ManifestEntry[] {
  return namesIn(entry.id).reduce<readonly ManifestEntry[]>(
    (entries, name) =>
      entries.flatMap((one) =>
        (values[name] as string).split(' ').map((value) => ({
          ...one,
          id: one.id.replaceAll(`<${name}>`, value),
          title: one.title.replaceAll(`<${name}>`, value),
        })),
      ),
    [entry],
  );
}

/** Whether an entry has values for exactly the `<names>` in its id. */
export function hasValuesForItsNames({ id, values = {} }: WrittenEntry): boolean {
  const names = namesIn(id);
  return names.length === Object.keys(values).length && names.every((name) => name in values);
}

function namesIn(id: string): readonly string[] {
  return [...new Set(Array.from(id.matchAll(/<(\w+)>/g), ([, name]) => name as string))];
}
