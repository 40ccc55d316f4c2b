/** What a manifest entry says of a plugin, or of a family of plugins. */
interface Named {
  readonly id: string;
  readonly title: string;
  /** What each `<name>` in id and title stands for, separated by spaces. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A family of plugins, as its manifest entry names it. */
export interface PluginFamily {
  /** With the `<names>` of `values`. */
  readonly id: string;
  readonly title: string;
  /** What each `<name>` stands for, separated by spaces. */
  readonly values: Readonly<Record<string, string>>;
}

/** A plugin that a manifest entry stands for. */
export type FamilyMember<Entry> = Omit<Entry, 'values'> & {
  /** The family it is of, where it is of one. */
  readonly family?: PluginFamily;
};

/**
 * The plugins that a manifest entry stands for: itself, or every combination of the values of its
 * family: `Cowley2023.V4.<session>-<metric>` with `{ session: '190923 190924', metric: 'pls ridge' }`
 * are four, the last name varying fastest.
 */
export function expandFamily<Entry extends Named>({
  values = {},
  ...entry
}: Entry): FamilyMember<Entry>[] {
  const { id, title } = entry;
  const names = namesIn(id);
  const first = names.length === 0 ? entry : { ...entry, family: { id, title, values } };
  return names.reduce<FamilyMember<Entry>[]>(
    (entries, name) =>
      entries.flatMap((one) =>
        (values[name] as string).split(' ').map((value) => ({
          ...one,
          id: one.id.replaceAll(`<${name}>`, value),
          title: one.title.replaceAll(`<${name}>`, value),
        })),
      ),
    [first],
  );
}

/** How many plugins an entry stands for. */
export function familySize({ values = {} }: Named): number {
  return Object.values(values).reduce((size, listed) => size * listed.split(' ').length, 1);
}

/** Whether an entry has values for exactly the `<names>` in its id. */
export function hasValuesForItsNames({ id, values = {} }: Named): boolean {
  const names = namesIn(id);
  return names.length === Object.keys(values).length && names.every((name) => name in values);
}

function namesIn(id: string): readonly string[] {
  return [...new Set(Array.from(id.matchAll(/<(\w+)>/g), ([, name]) => name as string))];
}
