type Settings = Readonly<Record<string, unknown>>;

/**
 * Which settings were others when something was begun that is to be gone on with, as that had them: `seed 1`.
 *
 * @param before as they were kept
 */
export function differingSettings(before: Settings, now: Settings): readonly string[] {
  const shown = (value: unknown) => JSON.stringify(value) ?? 'none';
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names
    .filter((name) => shown(before[name]) !== shown(now[name]))
    .map((name) => `${name} ${shown(before[name])}`);
}
