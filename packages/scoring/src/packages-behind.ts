import { findInstalled, type InstalledPackage } from '@ventral/host';

/**
 * Every package that some packages run with: themselves and all that they depend on.
 *
 * @returns one of each name, sorted by name
 */
export async function packagesBehind(
  roots: readonly InstalledPackage[],
): Promise<readonly InstalledPackage[]> {
  const found = new Map<string, InstalledPackage>();
  const waiting = [...roots];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { name, version, dependencies, peerDependencies } = next.packageJson;
    if (name === undefined || version === undefined || found.has(name)) continue;
    found.set(name, next);
    const { folder } = next;
    const needed = Object.keys({ ...dependencies, ...peerDependencies });
    const behind = await Promise.all(needed.map((dependency) => findInstalled(dependency, folder)));
    waiting.push(...behind.filter((dependency) => dependency !== undefined));
  }
  return [...found.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf({ packageJson }: InstalledPackage): string {
  return packageJson.name ?? '';
}
