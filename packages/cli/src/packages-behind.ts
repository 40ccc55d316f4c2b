import { findInstalled, type InstalledPackage } from '@ventral/core';

/**
 * The version of every package that a package runs with: itself and all that it depends on.
 *
 * @returns versions by name, sorted by name
 */
export async function packagesBehind(
  roots: readonly InstalledPackage[],
): Promise<Readonly<Record<string, string>>> {
  const versions = new Map<string, string>();
  const waiting = [...roots];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, version, dependencies, peerDependencies } = next.packageJson;
    if (name === undefined || version === undefined || versions.has(name)) continue;
    versions.set(name, version);
    const { folder } = next;
    const needed = Object.keys({ ...dependencies, ...peerDependencies });
    const found = await Promise.all(needed.map((dependency) => findInstalled(dependency, folder)));
    waiting.push(...found.filter((dependency) => dependency !== undefined));
  }
  return Object.fromEntries([...versions].sort(([a], [b]) => (a < b ? -1 : 1)));
}
